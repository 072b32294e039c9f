import type { LoanTier } from '@gusu/policies';
import type { Fen } from '@gusu/values';

/** Whether a policy asks for the revenue at all: one that bounds no tier by it has a tier for everybody. */
export function isRevenueAsked(tiers: readonly LoanTier[]): boolean {
  return tiers.some(({ revenueMaxFen }) => revenueMaxFen !== null);
}

/**
 * The first tier whose bound the revenue of the last year does not exceed (funding.md §7.1). Without a revenue there is no tier: the
 * first is the most generous and would reward silence. Only where no tier has a bound the first one is everybody's.
 */
export function tierOf(revenueFen: Fen | undefined, tiers: readonly LoanTier[]): LoanTier | undefined {
  if (!isRevenueAsked(tiers)) return tiers[0];
  if (revenueFen === undefined) return undefined;
  return tiers.find(({ revenueMaxFen }) => revenueMaxFen !== null && revenueFen <= revenueMaxFen);
}
