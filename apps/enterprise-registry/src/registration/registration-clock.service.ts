import type { Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import { DeadlineService, type Tick } from '../deadline/deadline.service.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import { CLOCK_ACTOR } from '../qualification/title-book.repository.js';
import { verificationDueOn } from './registration.rules.js';

const DRAFTS_AT_ONCE = 200;

/** Counts by when a draft is verified that was handed in before the holidays up to that day were known, once they are. */
@Injectable()
export class RegistrationClockService {
  readonly tick: Tick;

  constructor(
    private readonly enterprises: EnterpriseRepository,
    private readonly calendars: CalendarRepository,
    deadlines: DeadlineService,
  ) {
    const failure = 'days of verification were not counted';
    this.tick = deadlines.keep({ name: 'registration', failure, page: (tx) => this.page(tx) });
  }

  private async page(tx: Tx): Promise<number> {
    const { calendar } = await this.calendars.deciding(tx, CLOCK_ACTOR);
    let counted = 0;
    for (const draft of await this.enterprises.lockUncounted(tx, DRAFTS_AT_ONCE)) {
      const dueOn = verificationDueOn(draft, calendar);
      if (dueOn === undefined) continue;
      await this.enterprises.expectVerification(tx, draft.creditCode, dueOn);
      counted += 1;
    }
    return counted;
  }
}
