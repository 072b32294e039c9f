import type { LocalDate, SignedFen } from '@gusu/values';
import type { Claim } from '../claim/claim.js';
import type { LoanFiling } from '../filing/filing.js';
import type { Compensation, OpenEpoch, PaidAdjustment, Recovery } from '../recovery/compensation.js';

/** An event as its bank sent it, and what was said when it looked like one sent before. */
export interface PackedEvent {
  body: string;
  status: string;
  isSeparate: boolean | null;
}

export interface PackedEntry {
  ledgerVersion: number;
  kind: string;
  reference: string;
  postedOn: LocalDate;
  account: string;
  amountFen: SignedFen;
}

/** 审计包: everything that was decided on one loan and what it rests on, enough to compute it again without us (funding.md §16 R13). */
export interface AuditPackage {
  packageVersion: 1;
  claimNo: string;
  /** The text of the policy, whose hash the filing is bound to. */
  policy: string;
  filing: LoanFiling;
  events: PackedEvent[];
  claims: Claim[];
  compensation: Compensation;
  epochs: OpenEpoch[];
  recoveries: Recovery[];
  adjustments: PaidAdjustment[];
  ledger: PackedEntry[];
}

/** One thing that was computed again, and whether it came to the same. */
export interface AuditCheck {
  check: string;
  isSame: boolean;
  packed: string;
  computed: string;
}
