import type { LoanPolicy } from '@gusu/policies';
import type { LocalDate, Moves } from '@gusu/values';

/** The life of a version (funding.md §6.7). When it rules is said by its days; a version that ruled once goes on ruling what it bound. */
export const POLICY_STATUSES = ['draft', 'published', 'withdrawn'] as const;
export type PolicyStatus = (typeof POLICY_STATUSES)[number];

export const POLICY_MOVES = {
  approve: { from: ['draft'], to: 'draft' },
  publish: { from: ['draft'], to: 'published' },
  withdraw: { from: ['draft'], to: 'withdrawn' },
} as const satisfies Moves<PolicyStatus>;

/** One version with where it stands between proposal and publication. */
export interface PolicyVersion {
  policy: LoanPolicy;
  status: PolicyStatus;
  /** Came with the software instead of being proposed; the default is visibly that. */
  isShipped: boolean;
  /** The last day it rules filings of; a successor may end a version that was open. */
  effectiveTo: LocalDate | null;
  proposedBy: string;
  proposedAt: Date;
  firstApprovedBy: string | null;
  secondApprovedBy: string | null;
  publishedAt: Date | null;
}
