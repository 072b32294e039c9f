import type { LocalDate, Moves, Programme } from '@gusu/values';

export const NOTICE_STATUSES = ['open', 'closed'] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];
export const NOTICE_MOVES = {
  close: { from: ['open'], to: 'closed' },
} as const satisfies Moves<NoticeStatus>;

export const NOTICE_ITEM_STATUSES = ['listed', 'held', 'cleared', 'removed'] as const;
export type NoticeItemStatus = (typeof NOTICE_ITEM_STATUSES)[number];
/** `clear` is the grant of the title; an objection holds, releases or removes its own item and no other. */
export const NOTICE_ITEM_MOVES = {
  hold: { from: ['listed'], to: 'held' },
  release: { from: ['held'], to: 'listed' },
  remove: { from: ['held'], to: 'removed' },
  clear: { from: ['listed'], to: 'cleared' },
} as const satisfies Moves<NoticeItemStatus>;
export type NoticeItemMove = keyof typeof NOTICE_ITEM_MOVES;

/** What the public reads of an item, and nothing else (cultivation-talent.md §9.8). */
export interface NoticeLine {
  /** The number of the item in its list, from 1; an objection names it. */
  position: number;
  name: string;
  /** 推荐单位: the district that recommends. */
  unit: string;
  title: string;
  /** Where the enterprise is now. */
  district: string;
}

export interface NoticeItem {
  assessmentId: string;
  line: NoticeLine;
  status: NoticeItemStatus;
}

/** A list that is published for objections, 公示. */
export interface PublicNotice {
  noticeId: string;
  programme: Programme;
  heading: string;
  /** Day 1 is the day of publication. */
  openedOn: LocalDate;
  /** Objections are taken up to 24:00 of this day. */
  closesOn: LocalDate;
  days: number;
  unit: 'working' | 'calendar';
  /** SHA-256 of heading and lines as they were published. */
  listHash: string;
  status: NoticeStatus;
  openedBy: string;
  items: readonly NoticeItem[];
  version: number;
  recordedAt: Date;
}

/** What became of an item when the city confirmed its notice; `code` is the refusal that keeps it on the list. */
export interface ItemVerdict {
  position: number;
  isGranted: boolean;
  code?: string;
}
