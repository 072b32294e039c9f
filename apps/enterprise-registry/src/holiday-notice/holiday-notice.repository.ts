import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { WorkingDayOverrides } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { HolidayNotice } from './holiday-notice.js';
import { HOLIDAY_NOTICE_COLUMNS, holidayNoticeOf, type HolidayNoticeRow } from './holiday-notice.row.js';

@Injectable()
export class HolidayNoticeRepository {
  constructor(private readonly database: Database) {}

  /** What the city has approved beside the calendar that comes with the software; of two notices about a day the later one is right. */
  async calendar(tx: Tx): Promise<WorkingDayOverrides> {
    const rows = await tx.query<{ day: string; is_worked: boolean }>(
      `select d.day, d."isWorked" as is_worked
       from holiday_notice n, jsonb_to_recordset(n.days) as d (day text, "isWorked" boolean)
       where n.status = 'approved' order by n.decided_at, n.notice_id`,
    );
    return Object.fromEntries(rows.map((row) => [row.day, row.is_worked]));
  }

  async insert(tx: Tx, notice: HolidayNotice): Promise<void> {
    await tx.execute(
      `insert into holiday_notice (notice_id, year, doc_no, days, status, proposed_by, proposed_at)
       values ($1::uuid, $2::integer, $3, $4::jsonb, $5, $6, $7::timestamptz)`,
      [
        notice.noticeId,
        notice.year,
        notice.docNo,
        JSON.stringify(notice.days),
        notice.status,
        notice.proposedBy,
        notice.proposedAt,
      ],
    );
  }

  /** @throws holiday-notice/not-found */
  async lock(tx: Tx, noticeId: string): Promise<HolidayNotice> {
    const [row] = await tx.query<HolidayNoticeRow>(
      `select ${HOLIDAY_NOTICE_COLUMNS} from holiday_notice where notice_id = $1::uuid for update`,
      [noticeId],
    );
    if (!row) throw refuse('holiday-notice/not-found', { noticeId });
    return holidayNoticeOf(row);
  }

  /** What a notice says is never changed; what became of it is. */
  async save(
    tx: Tx,
    { noticeId, status, decidedBy, decidedAt, decisionReason }: HolidayNotice,
  ): Promise<void> {
    await tx.execute(
      `update holiday_notice set (status, decided_by, decided_at, decision_reason) = ($2, $3, $4::timestamptz, $5)
       where notice_id = $1::uuid`,
      [noticeId, status, decidedBy ?? null, decidedAt ?? null, decisionReason ?? null],
    );
  }

  /** Everything that was ever entered, the newest first. */
  async list(): Promise<HolidayNotice[]> {
    const rows = await this.database.query<HolidayNoticeRow>(
      `select ${HOLIDAY_NOTICE_COLUMNS} from holiday_notice order by proposed_at desc, notice_id limit 500`,
    );
    return rows.map(holidayNoticeOf);
  }
}
