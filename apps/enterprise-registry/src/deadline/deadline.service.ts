import { Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DeadlineRepository } from './deadline.repository.js';
import { Interval } from './interval.js';

/** Something that falls due by the clock alone. */
export interface Deadline {
  /** Names its lock and its lines in the log. */
  name: string;
  /** What is logged beside the cause when a look fails. */
  failure: string;
  /** How often somebody looks; a minute unless said otherwise. */
  everyMillis?: number;
  /** Does some of what is due at that instant, and returns how much; nothing when all is done. */
  page(tx: Tx, now: Date): Promise<number>;
}

/** Does everything that is due at an instant, and returns how much that was. Another instance at it is left alone. */
export type Tick = (now: Date) => Promise<number>;

/** Looks after everything that falls due by the clock, from the start of the service to its end. */
@Injectable()
export class DeadlineService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly intervals: Interval[] = [];

  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlineRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    for (const interval of this.intervals) interval.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.intervals.map((interval) => interval.stop()));
  }

  /** From now on this is looked after; the tick does the same for an instant of the caller's. */
  keep(deadline: Deadline): Tick {
    const { name, failure, everyMillis } = deadline;
    const logger = new Logger(name);
    const tick: Tick = (now) => this.workOff(deadline, now);
    const failed = (error: unknown) => logger.error({ message: failure, error });
    this.intervals.push(new Interval(() => tick(this.clock.now()), failed, everyMillis));
    return tick;
  }

  // Each page is a transaction, so that what was done stays done whatever becomes of the next.
  private async workOff({ name, page }: Deadline, now: Date): Promise<number> {
    for (let total = 0; ;) {
      const done = await this.database.transaction(async (tx) =>
        (await this.deadlines.take(tx, name)) ? page(tx, now) : 0,
      );
      if (done === 0) return total;
      total += done;
    }
  }
}
