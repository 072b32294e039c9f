import { setTimeout as sleep } from 'node:timers/promises';

/** A process of the system while it runs. */
export interface Running {
  /** Resolves when it has ended, for whatever reason; with a word on how, where it is known. */
  ended: Promise<string | void>;
  stop(): Promise<void>;
}

export interface Patience {
  firstMillis: number;
  longestMillis: number;
  /** Whoever ran this long is taken to be well: its next crash is answered as if it were the first. */
  stableMillis: number;
}

const PATIENCE: Patience = { firstMillis: 250, longestMillis: 10_000, stableMillis: 30_000 };

/**
 * Keeps one part of the system running: when it ends without having been told to, that is said, and it is started again, ever
 * more slowly while it keeps ending.
 */
export class KeptRunning<Part extends Running> {
  private isStopping = false;
  private readonly halt = new AbortController();
  private watching: Promise<void> | undefined;
  private backoffMillis: number;

  private constructor(
    private readonly name: string,
    private readonly launch: (earlier: Part | undefined) => Promise<Part>,
    private readonly patience: Patience,
    private part: Part,
  ) {
    this.backoffMillis = patience.firstMillis;
  }

  /**
   * Starts it. A first start that fails is the caller's to hear of; later ones are tried again.
   * @param launch is given what ran before, so that it can be the same again: the same port above all
   */
  static async start<Part extends Running>(
    name: string,
    launch: (earlier: Part | undefined) => Promise<Part>,
    patience: Patience = PATIENCE,
  ): Promise<KeptRunning<Part>> {
    const kept = new KeptRunning(name, launch, patience, await launch(undefined));
    kept.watching = kept.watch();
    return kept;
  }

  get current(): Part {
    return this.part;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.halt.abort();
    await this.part.stop();
    await this.watching;
  }

  private async watch(): Promise<void> {
    for (;;) {
      const started = Date.now();
      const how = await this.part.ended;
      if (this.isStopping) return;
      if (Date.now() - started > this.patience.stableMillis) this.backoffMillis = this.patience.firstMillis;
      await this.again(`${this.name} ended${how ? ` (${how})` : ''}`);
      if (this.isStopping) {
        // It came up again while it was being stopped.
        await this.part.stop();
        return;
      }
    }
  }

  private async again(news: string): Promise<void> {
    for (let said = news; ;) {
      console.error(`${said}; starting it again in ${this.backoffMillis} ms, see its log`);
      await sleep(this.backoffMillis, undefined, { signal: this.halt.signal }).catch(() => undefined);
      this.backoffMillis = Math.min(this.backoffMillis * 2, this.patience.longestMillis);
      if (this.isStopping) return;
      try {
        this.part = await this.launch(this.part);
        console.error(`${this.name} was started again`);
        return;
      } catch (error) {
        said = `${this.name} did not start: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
  }
}
