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
