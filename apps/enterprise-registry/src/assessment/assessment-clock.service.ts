import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
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
import { CLOCK_ACTOR } from '../qualification/title-book.repository.js';
import { auditOfAssessment } from './assessment-record.js';
import { AssessmentRepository } from './assessment.repository.js';
import { missCorrection } from './assessment.rules.js';
import { ReviewedTitleRepository } from './reviewed-title.repository.js';

const ASSESSMENTS_AT_ONCE = 200;

/** Rejects applications that were not corrected in time. */
@Injectable()
export class AssessmentClockService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('assessment');
  private readonly interval = new Interval(
    () => this.tick(this.clock.now()),
    (error) => this.logger.error({ message: 'corrections were not looked after', error }),
  );

  constructor(
    private readonly database: Database,
    private readonly assessments: AssessmentRepository,
    private readonly titles: ReviewedTitleRepository,
    private readonly deadlines: DeadlineRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.interval.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.interval.stop();
  }

  /** Returns how many came too late. Another instance at it is left alone. */
  async tick(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const count = await this.database.transaction((tx) => this.page(tx, now));
      total += count;
      if (count < ASSESSMENTS_AT_ONCE) return total;
    }
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    if (!(await this.deadlines.take(tx, 'assessment'))) return 0;
    const overdue = await this.assessments.lockOverdue(tx, now, ASSESSMENTS_AT_ONCE);
    for (const before of overdue) {
      const missed = missCorrection(before, now);
      if (!missed) continue;
      await this.assessments.save(tx, missed.assessment);
      await this.titles.followEnd(tx, missed.assessment, CLOCK_ACTOR, now);
      if (missed.event) outbox.append(tx, missed.event);
      audit.append(tx, auditOfAssessment('miss', CLOCK_ACTOR, missed.assessment, before));
    }
    return overdue.length;
  }
}
