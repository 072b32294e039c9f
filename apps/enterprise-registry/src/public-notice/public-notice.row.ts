import type { LocalDate, Programme } from '@gusu/values';
import type { NoticeItem, NoticeItemStatus, NoticeStatus, PublicNotice } from './public-notice.js';

export interface PublicNoticeRow {
  notice_id: string;
  programme: Programme;
  heading: string;
  opened_on: LocalDate;
  closes_on: LocalDate;
  days: number;
  unit: 'working' | 'calendar';
  list_hash: string;
  status: NoticeStatus;
  opened_by: string;
  version: number;
  recorded_at: Date;
}

export interface NoticeItemRow {
  notice_id: string;
  assessment_id: string;
  position: number;
  name: string;
  unit: string;
  title: string;
  district: string;
  status: NoticeItemStatus;
}

export const NOTICE_COLUMNS = `notice_id, programme, heading, opened_on, closes_on, days, unit, list_hash, status, opened_by,
  version, recorded_at`;
export const NOTICE_ITEM_COLUMNS = 'notice_id, assessment_id, position, name, unit, title, district, status';

export function noticeOf(row: PublicNoticeRow, items: readonly NoticeItemRow[]): PublicNotice {
  return {
    noticeId: row.notice_id,
    programme: row.programme,
    heading: row.heading,
    openedOn: row.opened_on,
    closesOn: row.closes_on,
    days: row.days,
    unit: row.unit,
    listHash: row.list_hash,
    status: row.status,
    openedBy: row.opened_by,
    items: items.map(itemOf),
    version: row.version,
    recordedAt: row.recorded_at,
  };
}

function itemOf(row: NoticeItemRow): NoticeItem {
  const { position, name, unit, title, district } = row;
  return {
    assessmentId: row.assessment_id,
    line: { position, name, unit, title, district },
    status: row.status,
  };
}

/** The items of a notice as JSON, for the statement that stores them at once. */
export function itemRows({ noticeId, items }: PublicNotice): NoticeItemRow[] {
  return items.map(({ assessmentId, line, status }) => ({
    notice_id: noticeId,
    assessment_id: assessmentId,
    ...line,
    status,
  }));
}
