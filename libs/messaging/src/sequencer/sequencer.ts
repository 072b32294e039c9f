import type { Database } from '@gusu/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { outbox } from '../outbox/outbox.js';
import { StatusKeeper, type WorkerStatus } from '../status.js';
import { Bell } from '../wake.js';

/** Commits of this process ring; the poll is the net for what other processes of the service committed. */
const IDLE_MILLIS = 3_000;
const RETRY_MILLIS = 500;
// Under load one pass takes what many commits brought.
const SPACING_MILLIS = 1;

/** Turns the outbox into the log with dense offsets. Any number may run; a row lock lets one work at a time. */
export class Sequencer {
  private readonly bell = new Bell();
  private readonly status = new StatusKeeper('sequencer');
  private running: Promise<void> | undefined;
  private stopping = false;
  private forget: (() => void) | undefined;

  constructor(private readonly database: Database) {}

  async start(): Promise<void> {
    if (this.running) return;
    this.stopping = false;
    await this.database.query('select restamp_outbox()', []);
    this.forget = outbox.onCommit(() => this.bell.ring());
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.forget?.();
    this.bell.ring();
    await this.running;
    this.running = undefined;
  }

  health(): WorkerStatus {
    return this.status.current;
  }

  /** Moves what is committed now into the log and returns how many events that were. */
  async sequence(): Promise<number> {
    const [row] = await this.database.query<{ moved: bigint }>('select sequence_events() as moved', []);
    return Number(row?.moved ?? 0n);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.sequence();
        this.status.works();
        if (await this.bell.wait(IDLE_MILLIS)) await sleep(SPACING_MILLIS);
      } catch (error) {
        this.status.fails(error);
        await this.bell.wait(RETRY_MILLIS);
      }
    }
  }
}
