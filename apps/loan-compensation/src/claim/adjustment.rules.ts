import type { Fen, SignedFen } from '@gusu/values';

/** What a late fact makes of a claim that is paid. Nothing paid is ever edited (I-20). */
export interface ClaimAdjustment {
  oldEntitledFen: Fen;
  newEntitledFen: Fen;
  deltaFen: SignedFen;
  /** Owed by the bank, a receivable at once. */
  clawbackFen: Fen;
  /** What only a supplementary claim can bring; never paid by itself. */
  supplementaryFen: Fen;
}

/**
 * Compares the entitlement of corrected facts, at the cut-off and under the policy of the claim, with what was paid (funding.md §7.9, AT-09).
 * I-02: the pool never takes back more than its net cost, so what it has recovered already is not clawed back again.
 */
export function adjustPaidClaim(facts: {
  paidFen: Fen;
  newEntitledFen: Fen;
  poolRecoveredFen: Fen;
}): ClaimAdjustment {
  const { paidFen, newEntitledFen, poolRecoveredFen } = facts;
  const deltaFen = newEntitledFen - paidFen;
  const netCostFen = paidFen - poolRecoveredFen;
  const tooMuchFen = deltaFen < 0n ? -deltaFen : 0n;
  return {
    oldEntitledFen: paidFen,
    newEntitledFen,
    deltaFen,
    clawbackFen: tooMuchFen < netCostFen ? tooMuchFen : netCostFen,
    supplementaryFen: deltaFen > 0n ? deltaFen : 0n,
  };
}
