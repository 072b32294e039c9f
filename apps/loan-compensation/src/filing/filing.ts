import type { FilingReason } from '@gusu/contracts';
import type { LoanPolicy, LoanQualification, LoanShareRule, PoolLayer } from '@gusu/policies';
import type { Bps, CreditCode, Fen, LocalDate, Ppm } from '@gusu/values';
import type { FuseLevel } from '../fuse/fuse.js';

/** What a bank asks cover for; amounts in fen. */
export interface FilingRequest {
  plannedFen: Fen;
  ratePpm: Ppm;
  tenorMonths: number;
  guaranteeMode: string;
  creditPortionBps: Bps;
  isFirstLoan: boolean;
  filedOn: LocalDate;
}

/** A title with the days of its validity, both included. */
export interface HeldQualification {
  qualification: LoanQualification;
  validFrom: LocalDate;
  validTo: LocalDate | null;
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
}

/** Where a filing stands against everybody else's. */
export interface FilingStanding {
  /** Of the enterprise: what its live filings hold of its cap. */
  enterpriseLiveFen: Fen;
  enterpriseLiveLoans: number;
  /** Of the bank, in all pools. */
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
  policy: LoanPolicy;
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
}

/** A filing that is not covered, with every reason there is. */
export interface RefusedFiling {
  status: 'refused';
  policyId: string | null;
  policyHash: string | null;
  reasons: readonly FilingReason[];
}

export type FilingDecision = ConfirmedFiling | RefusedFiling;
