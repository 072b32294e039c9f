import type { Logger } from 'pino';
import type { Idempotency } from './idempotency.js';

const HOUR = 3_600_000;

/** Forgets stored replies once an hour when they are older than the service promises to keep them. */
export class IdempotencyPurge {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly idempotency: Idempotency,
    private readonly keptHours: number,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.purge(), HOUR);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async purge(): Promise<void> {
    try {
      const purged = await this.idempotency.purge(new Date(Date.now() - this.keptHours * HOUR));
      if (purged > 0) this.log.info({ purged }, 'forgot old idempotency keys');
    } catch (error) {
      // The next hour tries again; a service without this table has nothing to forget.
      this.log.warn({ err: error }, 'old idempotency keys were not forgotten');
    }
  }
}
