import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { type CreditCode, type LocalDate, localDateOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { PublicNotice } from './public-notice.js';
import {
  itemRows,
  NOTICE_COLUMNS,
  NOTICE_ITEM_COLUMNS,
  type NoticeItemRow,
  noticeOf,
  type PublicNoticeRow,
} from './public-notice.row.js';

export interface NoticePosition {
  openedOn: LocalDate;
  noticeId: string;
}

@Injectable()
export class PublicNoticeRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, notice: PublicNotice): Promise<void> {
    await tx.execute(
      `insert into public_notice (${NOTICE_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        notice.noticeId,
        notice.programme,
        notice.heading,
        notice.openedOn,
        notice.closesOn,
        notice.days,
        notice.unit,
        notice.listHash,
        notice.status,
        notice.openedBy,
        notice.version,
        notice.recordedAt,
      ],
    );
    await tx.execute(
      `insert into public_notice_item (${NOTICE_ITEM_COLUMNS})
       select ${NOTICE_ITEM_COLUMNS} from jsonb_populate_recordset(null::public_notice_item, $1::jsonb)`,
      [JSON.stringify(itemRows(notice))],
    );
  }

  /** @throws public-notice/not-found */
  async lock(tx: Tx, noticeId: string): Promise<PublicNotice> {
    const [row] = await tx.query<PublicNoticeRow>(
      `select ${NOTICE_COLUMNS} from public_notice where notice_id = $1::uuid for update`,
      [noticeId],
    );
    if (!row) throw refuse('public-notice/not-found', { noticeId });
    return noticeOf(row, await this.items(noticeId, tx));
  }

  /** Open notices whose last day is over, locked; another instance's are left to it. */
  async lockOver(tx: Tx, now: Date, limit: number): Promise<PublicNotice[]> {
    const rows = await tx.query<PublicNoticeRow>(
      `select ${NOTICE_COLUMNS} from public_notice where status = 'open' and closes_on < $1::date
       order by closes_on limit $2::integer for update skip locked`,
      [localDateOf(now), limit],
    );
    const notices: PublicNotice[] = [];
    for (const row of rows) notices.push(noticeOf(row, await this.items(row.notice_id, tx)));
    return notices;
  }

  /** What may change of a notice: its own status and those of its items. */
  async save(tx: Tx, notice: PublicNotice): Promise<void> {
    await tx.execute(
      'update public_notice set status = $2, version = $3, recorded_at = $4 where notice_id = $1',
      [notice.noticeId, notice.status, notice.version, notice.recordedAt],
    );
    await tx.execute(
      `update public_notice_item i set status = n.status from unnest($2::integer[], $3::text[]) as n (position, status)
       where i.notice_id = $1 and i.position = n.position and i.status <> n.status`,
      [
        notice.noticeId,
        notice.items.map(({ line }) => line.position),
        notice.items.map(({ status }) => status),
      ],
    );
  }

  /** @throws public-notice/not-found */
  async get(noticeId: string): Promise<PublicNotice> {
    const [row] = await this.database.query<PublicNoticeRow>(
      `select ${NOTICE_COLUMNS} from public_notice where notice_id = $1::uuid`,
      [noticeId],
    );
    if (!row) throw refuse('public-notice/not-found', { noticeId });
    return noticeOf(row, await this.items(noticeId));
  }

  /** The newest first, without their items. */
  async page(limit: number, after?: NoticePosition): Promise<PublicNotice[]> {
    const rows = await this.database.query<PublicNoticeRow>(
      `select ${NOTICE_COLUMNS} from public_notice
       where $2::date is null or (opened_on, notice_id) < ($2::date, $3::uuid)
       order by opened_on desc, notice_id desc limit $1::integer`,
      [limit, after?.openedOn ?? null, after?.noticeId ?? null],
    );
    return rows.map((row) => noticeOf(row, []));
  }

  /** Items of a notice with an objection that is not decided yet; the lock of the notice keeps them still. */
  async itemsObjectedTo(tx: Tx, noticeId: string): Promise<Set<string>> {
    const rows = await tx.query<{ assessment_id: string }>(
      `select distinct assessment_id from objection where notice_id = $1 and status in ('filed', 'accepted')`,
      [noticeId],
    );
    return new Set(rows.map((row) => row.assessment_id));
  }

  /** Names and districts of these enterprises as the register knows them now. */
  async enterprises(tx: Tx, creditCodes: readonly CreditCode[]) {
    const rows = await tx.query<{ credit_code: CreditCode; name: string; district_code: string }>(
      'select credit_code, name, district_code from enterprise where credit_code = any($1::text[])',
      [creditCodes],
    );
    return new Map(rows.map((row) => [row.credit_code, { name: row.name, districtCode: row.district_code }]));
  }

  private items(noticeId: string, tx?: Tx): Promise<NoticeItemRow[]> {
    return (tx ?? this.database).query<NoticeItemRow>(
      `select ${NOTICE_ITEM_COLUMNS} from public_notice_item where notice_id = $1 order by position`,
      [noticeId],
    );
  }
}
