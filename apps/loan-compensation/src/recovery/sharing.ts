import type { Fen } from '@gusu/values';

/** What one party still bears of a loss. The bank is always the last of the parties: it takes what rounding leaves. */
export interface Burden {
  party: string;
  amountFen: Fen;
}

/**
 * The time in which nobody's burden changes (funding.md §7.7): shares of recoveries follow the burdens at its start. The epoch counts what
 * came back since then; shares are differences of cumulative shares, so neither order nor size of the receipts matters.
 */
export interface SharingEpoch {
  epochNo: number;
  burdens: readonly Burden[];
  /** Borne by the bank alone, where the loan is covered only in part. */
  uncoveredFen: Fen;
  /** Net recoveries so far, those beyond all burdens included. */
  recoveredFen: Fen;
  /** Allowed costs that no receipt has covered yet. */
  costCarryFen: Fen;
}

/** One receipt as the bank reports it. */
export interface Receipt {
  grossFen: Fen;
  /** Costs with a voucher; others do not count. */
  costFen: Fen;
}

/** What one receipt brought, and to whom. Σ shares + uncovered + excess = net. */
export interface SharedReceipt {
  allowedCostFen: Fen;
  /** Borne by the bank and never carried to another receipt. */
  disallowedCostFen: Fen;
  netFen: Fen;
  /** In the order of the burdens. */
  shares: Fen[];
  uncoveredFen: Fen;
  /** Beyond all burdens: the bank's, for interest and penalty. */
  excessFen: Fen;
}
