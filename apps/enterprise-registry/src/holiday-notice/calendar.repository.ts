import type { Tx } from '@gusu/database';
import { type Actor, CLOCK, type Clock, type WorkingDayOverrides } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { HolidayNoticeRepository } from './holiday-notice.repository.js';

/** Who decides when, and the working days as they are known then. */
export interface Deciding<Person extends Actor> {
  actor: Person;
  now: Date;
  calendar: WorkingDayOverrides;
}

/** The time in which decisions are made: the injected clock with the working days of the city. */
@Injectable()
export class CalendarRepository {
  constructor(
    private readonly notices: HolidayNoticeRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async deciding<Person extends Actor>(tx: Tx, actor: Person): Promise<Deciding<Person>> {
    return { actor, now: this.clock.now(), calendar: await this.notices.calendar(tx) };
  }
}
