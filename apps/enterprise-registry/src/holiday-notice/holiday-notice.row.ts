import type { HolidayNotice, HolidayNoticeStatus, NoticedDay } from './holiday-notice.js';

export interface HolidayNoticeRow {
  notice_id: string;
  year: number;
  doc_no: string;
  days: NoticedDay[];
  status: HolidayNoticeStatus;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

export const HOLIDAY_NOTICE_COLUMNS =
  'notice_id, year, doc_no, days, status, proposed_by, proposed_at, decided_by, decided_at, decision_reason';

export function holidayNoticeOf(row: HolidayNoticeRow): HolidayNotice {
  return {
    noticeId: row.notice_id,
    year: row.year,
    docNo: row.doc_no,
    days: row.days,
    status: row.status,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    decisionReason: row.decision_reason ?? undefined,
  };
}
