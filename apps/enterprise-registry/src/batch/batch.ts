import type { PolicyAction } from '@gusu/policies';
import type { LocalDate, Moves, Programme } from '@gusu/values';

export const BATCH_STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export const BATCH_MOVES = {
  approve: { from: ['proposed'], to: 'approved' },
  reject: { from: ['proposed'], to: 'rejected' },
  withdraw: { from: ['proposed'], to: 'withdrawn' },
} as const satisfies Moves<BatchStatus>;
export type BatchMove = keyof typeof BATCH_MOVES;

/** When applications of one kind are taken, as the call says. */
export interface BatchCall {
  programme: Programme;
  action: PolicyAction;
  name: string;
  /** 申报通知文号. */
  docNo: string;
  opensOn: LocalDate;
  /** Applications are taken up to 24:00 of this day. */
  closesOn: LocalDate;
}

/** 申报批次. */
export interface Batch extends BatchCall {
  batchId: string;
  status: BatchStatus;
  proposedBy: string;
  proposedAt: Date;
  decidedBy?: string;
  decidedAt?: Date;
  decisionReason?: string;
}
