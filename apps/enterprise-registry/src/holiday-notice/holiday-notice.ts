import type { LocalDate, Moves } from '@gusu/values';

export const HOLIDAY_NOTICE_STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;
export type HolidayNoticeStatus = (typeof HOLIDAY_NOTICE_STATUSES)[number];

export const HOLIDAY_NOTICE_MOVES = {
  approve: { from: ['proposed'], to: 'approved' },
  reject: { from: ['proposed'], to: 'rejected' },
  withdraw: { from: ['proposed'], to: 'withdrawn' },
} as const satisfies Moves<HolidayNoticeStatus>;
export type HolidayNoticeMove = keyof typeof HOLIDAY_NOTICE_MOVES;

/** One day that is not what its weekday says, 放假 or 调休上班. */
export interface NoticedDay {
  day: LocalDate;
  isWorked: boolean;
}

/** What a person enters: the State Council's notice of a year, or a correction of one. */
export interface EnteredNotice {
  year: number;
  /** 文号. */
  docNo: string;
  days: readonly NoticedDay[];
}

/** 节假日安排: what is not in the calendar that comes with the software. */
export interface HolidayNotice extends EnteredNotice {
  noticeId: string;
  status: HolidayNoticeStatus;
  proposedBy: string;
  proposedAt: Date;
  decidedBy?: string;
  decidedAt?: Date;
  decisionReason?: string;
}
