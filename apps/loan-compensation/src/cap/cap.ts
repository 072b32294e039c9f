import type { Fen } from '@gusu/values';

/** A limit that claims share: reserved at approval, used at payment (funding.md §4.4). */
export interface CapCounter {
  capType: string;
  scopeId: string;
  period: string;
  limitFen: Fen;
  usedFen: Fen;
  reservedFen: Fen;
}

/** What is set aside of the shared caps for one claim (funding.md §6.2). */
export interface Reservation {
  claimNo: string;
  /** The year whose caps it takes from: that of its approval. */
  period: string;
  payableFen: Fen;
  /** What it takes of its bank's year; nothing where the loss of the loan counts already. */
  lossFen: Fen;
  isPoolCapped: boolean;
  isBankCapped: boolean;
  status: 'reserved' | 'released' | 'used';
}
