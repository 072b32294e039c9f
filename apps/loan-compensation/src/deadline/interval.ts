const MINUTE = 60_000;

/** Looks again and again, never twice at once. A look that fails is made again with the next. */
export class Interval {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly look: () => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
    private readonly everyMillis: number = MINUTE,
  ) {}

  /** Looks now, and then after each interval. */
  start(): void {
    this.arm();
    this.wake();
  }

  /** Looks for the first time when the first interval is over. */
  arm(): void {
    this.timer = setInterval(() => this.wake(), this.everyMillis);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private wake(): void {
    this.looking ??= this.look()
      .then(() => undefined, this.failed)
      .finally(() => (this.looking = undefined));
  }
}
