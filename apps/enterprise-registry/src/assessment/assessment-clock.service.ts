import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { Injectable } from '@nestjs/common';
import { DeadlineService, type Tick } from '../deadline/deadline.service.js';
import { CLOCK_ACTOR } from '../qualification/title-book.repository.js';
import { auditOfAssessment } from './assessment-record.js';
import { AssessmentRepository } from './assessment.repository.js';
import { missCorrection } from './assessment.rules.js';
import { ReviewedTitleRepository } from './reviewed-title.repository.js';

const ASSESSMENTS_AT_ONCE = 200;

/** Rejects applications that were not corrected in time. */
@Injectable()
export class AssessmentClockService {
  readonly tick: Tick;

  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly titles: ReviewedTitleRepository,
    deadlines: DeadlineService,
  ) {
    const failure = 'corrections were not looked after';
    this.tick = deadlines.keep({ name: 'assessment', failure, page: (tx, now) => this.page(tx, now) });
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    let moved = 0;
    for (const before of await this.assessments.lockOverdue(tx, now, ASSESSMENTS_AT_ONCE)) {
      const missed = missCorrection(before, now);
      if (!missed) continue;
      await this.assessments.save(tx, missed.assessment);
      await this.titles.followEnd(tx, missed.assessment, CLOCK_ACTOR, now);
      if (missed.event) outbox.append(tx, missed.event);
      audit.append(tx, auditOfAssessment('miss', CLOCK_ACTOR, missed.assessment, before));
      moved += 1;
    }
    return moved;
  }
}
