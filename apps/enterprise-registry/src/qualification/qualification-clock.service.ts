import type { Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import { DeadlineService, type Tick } from '../deadline/deadline.service.js';
import { QualificationRepository } from './qualification.repository.js';
import { passTime } from './qualification.rules.js';
import { CLOCK_ACTOR, TitleBookRepository } from './title-book.repository.js';

const ENTERPRISES_AT_ONCE = 200;

/** Moves titles when their day has come: 180 days before the last one, and when the last one is over. */
@Injectable()
export class QualificationClockService {
  readonly tick: Tick;

  constructor(
    private readonly qualifications: QualificationRepository,
    private readonly book: TitleBookRepository,
    deadlines: DeadlineService,
  ) {
    const failure = 'titles were not brought up to date';
    this.tick = deadlines.keep({ name: 'qualification', failure, page: (tx, now) => this.page(tx, now) });
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    const due = await this.qualifications.holdersDue(tx, now, ENTERPRISES_AT_ONCE);
    const before = await this.qualifications.lockHolders(tx, due);
    const moves = [...before.values()].flat().flatMap((title) => passTime(title, now));
    await this.book.enter(tx, { moves, before, actor: CLOCK_ACTOR, now });
    return moves.length;
  }
}
