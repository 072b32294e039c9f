import type { LoanTerms } from '@gusu/policies';
import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import type { FuseLevel } from '../fuse/fuse.js';

/** What of a filing in force decides how much of its loan is covered. */
export interface Cover {
  filingNo: string;
  poolCode: string;
  filedFen: Fen;
  coverageMode: LoanTerms['coverageMode'];
  /** The last day on which a first disbursement is covered. */
  lapsesAfter: LocalDate;
  /** The pool has paid: what is left is a matter of recoveries, no longer of cover. */
  isCompensated: boolean;
}

/** What one loan adds to the position of its pool and bank; amounts in fen. */
export interface Contribution {
  /** Held of caps and leverage: all that is filed until it is drawn, then the covered part of what is owed. */
  heldFen: Fen;
  /** Covered principal that is owed. */
  coveredFen: Fen;
  /** Of it, what is not performing. */
  badFen: Fen;
  filings: number;
  loans: number;
  /** The year of the first disbursement, and what the loan adds to it for good. */
  year: YearContribution | undefined;
}

export interface YearContribution {
  year: number;
  /** Principal enrolled (funding.md §7.11). */
  enrolledFen: Fen;
  /** The covered part of it. */
  drawnFen: Fen;
  badFen: Fen;
  loans: number;
}

/** A change of a position: of the loans of one bank in one pool. */
export interface PositionChange {
  poolCode: string;
  bankCode: string;
  heldFen: SignedFen;
  coveredFen: SignedFen;
  badFen: SignedFen;
  unrecoveredFen: SignedFen;
  filings: number;
  loans: number;
  years: readonly YearChange[];
}

export interface YearChange {
  year: number;
  enrolledFen: SignedFen;
  drawnFen: SignedFen;
  badFen: SignedFen;
  loans: number;
}

/** Where a pool as a whole stands, or one bank in it. */
export interface CoveredPosition {
  poolCode: string;
  /** Empty for the pool as a whole. */
  bankCode: string;
  heldFen: Fen;
  coveredFen: Fen;
  badFen: Fen;
  /** Of what was compensated: paid and not had back. */
  unrecoveredFen: Fen;
  filings: number;
  loans: number;
  fuseLevel: FuseLevel;
}

/** A position with what its fuse is read by on a day. */
export interface MovedPosition extends CoveredPosition {
  programme: string;
  /** Null where no policy is in force. */
  policyVersion: number | null;
  /** Of the loans drawn in the year of that day. */
  drawnFen: Fen;
  yearBadFen: Fen;
  loansOfYear: number;
}

/** The key of a pool as a whole among its banks; it sorts before all of them, so whoever moves a position takes it first. */
export const WHOLE_POOL = '';
