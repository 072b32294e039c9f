interface Outcome {
  failure?: { error: unknown };
}

/** A few commits under way at once, begun and looked at in order. The first failure in that order is the one that counts. */
export class CommitWindow {
  private readonly underWay: Promise<Outcome>[] = [];
  private failure: { error: unknown } | undefined;

  constructor(private readonly width: number) {}

  /** Waits until one more may begin. @throws what an earlier one failed with */
  async room(): Promise<void> {
    while (this.underWay.length >= this.width) await this.oldest();
    if (this.failure) throw this.failure.error;
  }

  add(commit: Promise<void>): void {
    this.underWay.push(
      commit.then(
        () => ({}),
        (error: unknown) => ({ failure: { error } }),
      ),
    );
  }

  /** Waits until none is under way. @throws what the first of them failed with */
  async drain(): Promise<void> {
    while (this.underWay.length > 0) await this.oldest();
    if (this.failure) throw this.failure.error;
  }

  private async oldest(): Promise<void> {
    const outcome = await this.underWay.shift();
    this.failure ??= outcome?.failure;
  }
}
