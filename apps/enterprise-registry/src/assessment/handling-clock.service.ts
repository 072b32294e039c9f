import { audit, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import { DeadlineService, type Tick } from '../deadline/deadline.service.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import { CLOCK_ACTOR } from '../qualification/title-book.repository.js';
import { auditOfAssessment } from './assessment-record.js';
import { AssessmentRepository } from './assessment.repository.js';
import { countHandling } from './handling.rules.js';

const ASSESSMENTS_AT_ONCE = 200;

/** Counts the last days of steps that were begun before the holidays up to them were known, once they are. */
@Injectable()
export class HandlingClockService {
  readonly tick: Tick;

  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly calendars: CalendarRepository,
    deadlines: DeadlineService,
  ) {
    const failure = 'handling limits were not counted';
    this.tick = deadlines.keep({ name: 'handling', failure, page: (tx, now) => this.page(tx, now) });
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    const { calendar } = await this.calendars.deciding(tx, CLOCK_ACTOR);
    let counted = 0;
    for (const before of await this.assessments.lockUncounted(tx, ASSESSMENTS_AT_ONCE)) {
      const handling = before.handling && countHandling(before.handling, calendar);
      if (handling?.legalDueOn === undefined) continue;
      const after = { ...before, handling };
      await this.assessments.save(tx, after);
      const entry = auditOfAssessment('countHandling', CLOCK_ACTOR, after, before);
      audit.append(tx, { ...entry, at: now.toISOString(), reason: undefined });
      counted += 1;
    }
    return counted;
  }
}
