import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { Injectable } from '@nestjs/common';
import { DeadlineService, type Tick } from '../deadline/deadline.service.js';
import { CLOCK_ACTOR } from '../qualification/title-book.repository.js';
import { auditOfNotice } from './public-notice-record.js';
import { PublicNoticeRepository } from './public-notice.repository.js';
import { closeNotice } from './public-notice.rules.js';

const NOTICES_AT_ONCE = 50;

/** Closes notices when their last day is over. */
@Injectable()
export class PublicNoticeClockService {
  readonly tick: Tick;

  constructor(
    private readonly notices: PublicNoticeRepository,
    deadlines: DeadlineService,
  ) {
    const failure = 'notices were not closed';
    this.tick = deadlines.keep({ name: 'public-notice', failure, page: (tx, now) => this.page(tx, now) });
  }

  private async page(tx: Tx, now: Date): Promise<number> {
    let moved = 0;
    for (const before of await this.notices.lockOver(tx, now, NOTICES_AT_ONCE)) {
      const closed = closeNotice(before, now);
      if (!closed) continue;
      await this.notices.save(tx, closed.notice);
      outbox.append(tx, closed.event);
      audit.append(tx, auditOfNotice('close', CLOCK_ACTOR, closed.notice, before));
      moved += 1;
    }
    return moved;
  }
}
