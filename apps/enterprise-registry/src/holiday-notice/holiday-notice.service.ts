import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import type { EnteredNotice, HolidayNotice, HolidayNoticeMove } from './holiday-notice.js';
import { HolidayNoticeRepository } from './holiday-notice.repository.js';
import { decideHolidayNotice, proposeHolidayNotice } from './holiday-notice.rules.js';

@Injectable()
export class HolidayNoticeService {
  constructor(
    private readonly database: Database,
    private readonly notices: HolidayNoticeRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async propose(tx: Tx, entered: EnteredNotice, actor: Acting): Promise<HolidayNotice> {
    const calendar = await this.notices.calendar(tx);
    const now = this.clock.now();
    const notice = proposeHolidayNotice(entered, { noticeId: randomUUID(), calendar, actor, now });
    await this.notices.insert(tx, notice);
    audit.append(tx, auditOf('propose', actor, now, notice));
    return notice;
  }

  decide(
    noticeId: string,
    decision: { move: HolidayNoticeMove; reason?: string },
    actor: Acting,
  ): Promise<HolidayNotice> {
    return this.database.transaction(async (tx) => {
      const notice = await this.notices.lock(tx, noticeId);
      const now = this.clock.now();
      const decided = decideHolidayNotice(notice, decision, { actor, now });
      await this.notices.save(tx, decided);
      audit.append(tx, auditOf(decision.move, actor, now, decided, notice));
      return decided;
    });
  }
}

function auditOf(action: string, actor: Acting, now: Date, after: HolidayNotice, before?: HolidayNotice) {
  const change = {
    action: `holiday-notice.${action}`,
    objectType: 'holiday-notice',
    objectId: after.noticeId,
    before,
    after,
    reason: after.decisionReason,
  };
  return factAudit(change, actor, now);
}
