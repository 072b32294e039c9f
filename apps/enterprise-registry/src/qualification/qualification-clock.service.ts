import { Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DeadlineRepository } from '../deadline/deadline.repository.js';
import { Interval } from '../deadline/interval.js';
import { QualificationRepository } from './qualification.repository.js';
import { passTime } from './qualification.rules.js';
import { CLOCK_ACTOR, TitleBookRepository } from './title-book.repository.js';

const ENTERPRISES_AT_ONCE = 200;

/** Moves titles when their day has come: 180 days before the last one, and when the last one is over. */
@Injectable()
export class QualificationClockService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('qualification');
  private readonly interval = new Interval(
    () => this.tick(this.clock.now()),
    (error) => this.logger.error({ message: 'titles were not brought up to date', error }),
  );

  constructor(
    private readonly database: Database,
    private readonly qualifications: QualificationRepository,
    private readonly book: TitleBookRepository,
    private readonly deadlines: DeadlineRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** Brings every title up to that instant; returns how many moves that took. Another instance at it is left alone. */
  async tick(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const moves = await this.database.transaction((tx) => this.page(tx, now));
      if (moves === 0) return total;
      total += moves;
    }
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    if (!(await this.deadlines.take(tx, 'qualification'))) return 0;
    const due = await this.qualifications.holdersDue(tx, now, ENTERPRISES_AT_ONCE);
    const before = await this.qualifications.lockHolders(tx, due);
    const moves = [...before.values()].flat().flatMap((title) => passTime(title, now));
    await this.book.enter(tx, { moves, before, actor: CLOCK_ACTOR, now });
    return moves.length;
  }
}
