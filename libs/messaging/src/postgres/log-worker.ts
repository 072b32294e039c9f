import { setTimeout as sleep } from 'node:timers/promises';
import { StatusKeeper, type WorkerStatus } from '../status.js';
import type { Subscription } from '../transport.js';
import { Bell } from '../wake.js';
import { LogReader } from './log-reader.js';

/** What is done with a log while the connection to it holds. */
export interface LogWork {
  /** Name of the part in health. */
  name: string;
  /** The database the log lies in, as a role that may read it. */
  url: string;
  applicationName: string;
  /** Once for each connection, before the first round. */
  begin(): Promise<void>;
  /** Takes what is there and returns how many events that was; 0 makes the worker wait for the bell. */
  round(reader: LogReader): Promise<number>;
  /** Once for each connection, after the last round, whatever ended it. */
  end?(): Promise<void>;
}

// The bell announces events; the poll is the net under it.
const IDLE_MILLIS = 3_000;
const FIRST_RETRY_MILLIS = 100;
const LONGEST_RETRY_MILLIS = 5_000;

/** Keeps at work on one log: connects, works until the connection is lost or something breaks, and begins again, ever more slowly. */
export class LogWorker implements Subscription {
  private readonly bell = new Bell();
  private readonly status: StatusKeeper;
  private stopping = false;
  private running: Promise<void> | undefined;
  private retryMillis = FIRST_RETRY_MILLIS;

  constructor(private readonly work: LogWork) {
    this.status = new StatusKeeper(work.name);
  }

  start(): Promise<void> {
    this.stopping = false;
    this.running ??= this.run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.running;
    this.running = undefined;
  }

  health(): WorkerStatus {
    return this.status.current;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.connected();
      } catch (error) {
        if (!this.stopping) this.status.fails(error);
        await sleep(this.stopping ? 0 : this.retryMillis);
        this.retryMillis = Math.min(this.retryMillis * 2, LONGEST_RETRY_MILLIS);
      }
    }
  }

  private async connected(): Promise<void> {
    let isLost = false;
    const reader = await LogReader.open(this.work.url, this.work.applicationName, {
      onBell: () => this.bell.ring(),
      onEnd: () => {
        isLost = true;
        this.bell.ring();
      },
    });
    try {
      await this.work.begin();
      while (!this.stopping && !isLost) {
        const taken = await this.work.round(reader);
        this.status.works();
        this.retryMillis = FIRST_RETRY_MILLIS;
        if (taken === 0) await this.bell.wait(IDLE_MILLIS);
      }
      if (isLost) throw new Error('the connection to the event log was lost');
    } finally {
      await this.work.end?.();
      await reader.close();
    }
  }
}
