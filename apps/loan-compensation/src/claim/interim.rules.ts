import { type Bps, type Fen, shareOf, type SignedFen } from '@gusu/values';

/** The part of an entitlement that is paid before the case is over (funding.md §7.8). */
export function interimOf(entitledFen: Fen, interimBps: Bps): Fen {
  return shareOf(entitledFen, interimBps);
}

/**
 * What the final payment is, after what came in since the interim one was taken off the loss (funding.md §7.8, AT-16). Negative: the bank
 * owes it to the pool. Netting first and sharing later differ by a fen on purpose.
 */
export function finalOf(facts: { lossFen: Fen; nettedFen: Fen; poolBps: Bps; interimFen: Fen }): {
  entitledFen: Fen;
  dueFen: SignedFen;
} {
  const { lossFen, nettedFen, poolBps, interimFen } = facts;
  const leftFen = nettedFen < lossFen ? lossFen - nettedFen : 0n;
  const entitledFen = shareOf(leftFen, poolBps);
  return { entitledFen, dueFen: entitledFen - interimFen };
}
