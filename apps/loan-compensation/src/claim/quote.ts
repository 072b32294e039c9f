import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import type { AppliedCap } from './payable.rules.js';

/** One party's amount of a loss. */
export interface PartyAmount {
  party: string;
  amountFen: Fen;
}

/** Who pays what of a claim, with everything it follows from (funding.md §4.3, §7.5). Amounts in fen. */
export interface ClaimQuote {
  /** The day up to which money that came in reduces the loss. */
  cutoffOn: LocalDate;
  systemPrincipalFen: Fen;
  certifiedPrincipalFen: Fen;
  outstandingFen: Fen;
  coveredFen: Fen;
  interestFen: Fen;
  /** What is shared out: a final claim after an interim one has what was recovered meanwhile taken off. */
  lossFen: Fen;
  uncoveredFen: Fen;
  /** The pool's part of the loss before any cap. */
  entitledFen: Fen;
  /** What earlier claims of the loan have brought. */
  paidBeforeFen: Fen;
  caps: readonly AppliedCap[];
  /** What the pool pays on this claim; below zero a final claim owes it. */
  payableFen: SignedFen;
  shortfallFen: Fen;
  carriedForwardFen: Fen;
  isDeferred: boolean;
  isCliff: boolean;
  /** What each contributor's level pays of it. */
  layers: readonly { level: string; amountFen: Fen }[];
  guarantors: readonly PartyAmount[];
  /** What is left to the bank of the outstanding principal and the shared interest. */
  bankFen: Fen;
}
