import type { FilingEnding, FilingReason } from '@gusu/contracts';
import type { LoanPolicy, LoanQualification, LoanShareRule, LoanTerms, PoolLayer } from '@gusu/policies';
import type { Bps, CreditCode, Fen, LocalDate, Moves, Ppm } from '@gusu/values';
import type { FuseLevel } from '../fuse/fuse.js';

/** 备案 as the funding side keeps it (funding.md §6.1): what became of a loan's cover, whatever becomes of the loan. */
export const FILING_STATUSES = ['confirmed', 'refused', 'revoked', 'lapsed'] as const;
export type FilingStatus = (typeof FILING_STATUSES)[number];

export const FILING_MOVES = {
  revoke: { from: ['confirmed'], to: 'revoked' },
  lapse: { from: ['confirmed'], to: 'lapsed' },
} as const satisfies Moves<FilingStatus>;

/** What a bank asks cover for; amounts in fen. */
export interface FilingRequest {
  plannedFen: Fen;
  ratePpm: Ppm;
  tenorMonths: number;
  guaranteeMode: string;
  creditPortionBps: Bps;
  isFirstLoan: boolean;
  /** The pool's share as the parties agreed it for this loan; it counts where the policy says so. */
  agreedShareBps?: Bps;
  filedOn: LocalDate;
  /** It was overdue, or not of the normal class, before the bank filed it. */
  isTroubled: boolean;
}

/** A title with the days of its validity, both included. */
export interface HeldQualification {
  qualification: LoanQualification;
  validFrom: LocalDate;
  validTo: LocalDate | null;
}

/** Something recorded against an enterprise; taken off the record on `removedOn`. */
export interface RecordedCreditEvent {
  creditEventType: string;
  occurredOn: LocalDate;
  removedOn?: LocalDate;
}

/** The enterprise as it is known on the day of the decision; what nobody told is absent. */
export interface Borrower {
  creditCode: CreditCode;
  districtCode: string;
  establishedOn: LocalDate;
  revenueFen?: Fen;
  staff?: number;
  isListed?: boolean;
  qualifications: readonly HeldQualification[];
  /** What stands against its credit, by the day it happened. */
  creditEvents: readonly RecordedCreditEvent[];
}

/** Where a filing stands against everybody else's. */
export interface FilingStanding {
  /** Of the enterprise: what its live filings hold of its cap. */
  enterpriseLiveFen: Fen;
  enterpriseLiveLoans: number;
  /** Of the bank, in this pool. */
  bankLiveFen: Fen;
  /** Absent where no pool serves the programme. */
  pool?: { capitalFen: Fen; coveredFen: Fen; fuse: FuseLevel };
  bankFuse: FuseLevel;
  /** The newest confirmed LPR that may be looked at. */
  lprPpm?: Ppm;
}

export interface FilingFacts {
  request: FilingRequest;
  borrower: Borrower;
  standing: FilingStanding;
  /** The version in force for the programme on the day of filing; a filing under none is not covered. */
  policy: LoanPolicy | undefined;
}

/** A filing that is covered, with everything that is bound to it for ever (I-10). */
export interface ConfirmedFiling {
  status: 'confirmed';
  policyId: string;
  policyHash: string;
  tier: string;
  filedFen: Fen;
  poolBps: Bps;
  bankBps: Bps;
  shareRules: readonly LoanShareRule[];
  layers: readonly PoolLayer[];
  /** The rate it may bear at most, by the LPR of the day of filing. */
  rateCapPpm: Ppm;
  guarantorBps: Bps;
  coverageMode: LoanTerms['coverageMode'];
  lapsesAfter: LocalDate;
  /** Where the title that makes the enterprise a borrower is still to come. */
  conditionalUntil: LocalDate | null;
}

/** A filing that is not covered, with every reason there is. */
export interface RefusedFiling {
  status: 'refused';
  policyId: string | null;
  policyHash: string | null;
  reasons: readonly FilingReason[];
}

export type FilingDecision = ConfirmedFiling | RefusedFiling;

/** A decided filing: what was asked, what was decided, and what of it still holds. Everything but its end is bound for ever (I-10). */
export interface LoanFiling {
  filingNo: string;
  bankCode: string;
  dueBillNo: string;
  /** The bank event that it was decided on. */
  eventId: string;
  contractNo: string;
  creditCode: CreditCode;
  programme: string;
  poolCode: string | null;
  status: FilingStatus;
  reasons: readonly FilingReason[];
  policyId: string | null;
  policyHash: string | null;
  tier: string | null;
  plannedFen: Fen;
  /** What counts as covered of the planned amount; zero when refused. */
  filedFen: Fen;
  ratePpm: Ppm;
  tenorMonths: number;
  guaranteeMode: string;
  creditPortionBps: Bps;
  isFirstLoan: boolean;
  poolBps: Bps;
  bankBps: Bps;
  /** What guarantors and insurers bear together. */
  guarantorBps: Bps;
  shareRules: readonly LoanShareRule[];
  layers: readonly PoolLayer[];
  rateCapPpm: Ppm | null;
  coverageMode: LoanTerms['coverageMode'] | null;
  filedOn: LocalDate;
  /** The last day on which a first disbursement is covered. */
  lapsesAfter: LocalDate | null;
  /** The day by whose end a title must be there. */
  conditionalUntil: LocalDate | null;
  /** The enterprise as it was known at the decision, with the version of the registry's event. */
  borrower: FrozenBorrower;
  decidedAt: Date;
  /** The pool has paid on it. */
  isCompensated: boolean;
  endedAt: Date | null;
  endedBy: string | null;
  ending: FilingEnding | null;
  endReason: string | null;
}

/** The snapshot of a filing (funding.md §4.2): never looked up again. */
export interface FrozenBorrower extends Omit<Borrower, 'revenueFen'> {
  name: string;
  revenueFen?: number;
  registryVersion: number;
}

/** What a bank reads of the decision on its filing; the same whenever it asks, whatever became of the filing since. */
export interface FilingReceipt {
  filingNo: string;
  decision: 'confirmed' | 'refused';
  policyId?: string;
  tier?: string;
  filedFen?: number;
  poolBps?: Bps;
  bankBps?: Bps;
  rateCapPpm?: Ppm;
  conditionalUntil?: LocalDate;
  reasons?: { code: FilingReason; messageZh: string }[];
}
