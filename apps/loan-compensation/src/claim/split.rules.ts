import { type Bps, type Fen, shareOf } from '@gusu/values';

/** A party that is not the bank, with its share of the loss. */
export interface PartyShare {
  party: string;
  bps: Bps;
}

/** Who bears what of a loss: every share but the bank's rounded down, the bank bearing the rest. */
export interface LossSplit {
  shares: { party: string; amountFen: Fen }[];
  bankFen: Fen;
}

/**
 * Splits a loss among the parties of a loan (funding.md §0.5, §7.5, AT-01, AT-18, AT-21). The bank also bears what lies outside the cover.
 * I-01: the shares add up to the loss and what is uncovered, and none is negative while the shares stay within 10000 bps.
 */
export function splitLoss(lossFen: Fen, parties: readonly PartyShare[], uncoveredFen: Fen = 0n): LossSplit {
  const shares = parties.map(({ party, bps }) => ({ party, amountFen: shareOf(lossFen, bps) }));
  const borneByOthersFen = shares.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  return { shares, bankFen: lossFen + uncoveredFen - borneByOthersFen };
}
