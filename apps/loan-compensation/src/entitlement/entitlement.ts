import type { Bps, Fen } from '@gusu/values';
import type { LoanTerms } from '@gusu/policies';

/** A covered loan that is not performing and on which nothing was paid yet; amounts in fen. */
export interface BadLoan {
  bankCode: string;
  programme: string;
  policyVersion: number;
  principalFen: Fen;
  disbursedFen: Fen;
  filedFen: Fen;
  poolBps: Bps;
}

/** What of a policy decides who bears which part of a loss. */
export type EntitlementTerms = Pick<
  LoanTerms,
  'coverageMode' | 'lossOf' | 'interestCapDays' | 'interestYearDays' | 'banding' | 'bands' | 'guarantorShares'
>;

/** Who would bear what of a principal, if it were claimed as it stands. */
export interface Entitlement {
  nonPerformingFen: Fen;
  entitledFen: Fen;
  guarantorFen: Fen;
  bankFen: Fen;
}

/** What a bank has drawn under cover in a pool, whatever became of it since. */
export interface DrawnCover {
  bankCode: string;
  loans: number;
  drawnFen: Fen;
}

/** Where a bank, or a pool as a whole, stands. */
export interface EntitlementLine extends DrawnCover, Entitlement {
  nonPerformingLoans: number;
}
