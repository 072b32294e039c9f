/** A bell with a memory of one: ringing while nobody waits lets the next wait return at once. */
export class Bell {
  private rung = false;
  private answer: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.answer?.();
  }

  /** Waits until the bell rings, at most `millis`; true when it rang. */
  async wait(millis: number): Promise<boolean> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, millis);
        this.answer = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.answer = undefined;
    }
    const rang = this.rung;
    this.rung = false;
    return rang;
  }
}
