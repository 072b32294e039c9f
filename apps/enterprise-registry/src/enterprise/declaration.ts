import type { CreditCode, Moves } from '@gusu/values';
import type { RejectionReason } from './enterprise.js';

export const DECLARATION_STATUSES = ['submitted', 'verified', 'rejected', 'withdrawn'] as const;
export type DeclarationStatus = (typeof DECLARATION_STATUSES)[number];

/** The life of a fact that an enterprise declares (cultivation-talent.md §2): it is never rewritten, but withdrawn and declared anew. */
export const DECLARATION_MOVES = {
  verify: { from: ['submitted'], to: 'verified' },
  reject: { from: ['submitted'], to: 'rejected' },
  withdraw: { from: ['submitted', 'verified'], to: 'withdrawn' },
} as const satisfies Moves<DeclarationStatus>;
export type DeclarationMove = keyof typeof DECLARATION_MOVES;

/** What every declared fact carries beside itself; its instants say what it counted as on any day of the past. */
export interface Declaration {
  creditCode: CreditCode;
  status: DeclarationStatus;
  evidenceIds: readonly string[];
  rejectionReasons: readonly RejectionReason[];
  declaredBy: string;
  declaredAt: Date;
  decidedBy?: string;
  decidedAt?: Date;
  withdrawnAt?: Date;
}

/** What an officer decides about a declared fact. */
export type FactDecision =
  { decision: 'verify' } | { decision: 'reject'; reasons: readonly RejectionReason[] };
