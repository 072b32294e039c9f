import type { LoanTier } from '@gusu/policies';
import type { Fen } from '@gusu/values';

/**
 * The first tier whose bound the revenue of the last year does not exceed (funding.md §7.1). Without a revenue there is no tier: the
 * first is the most generous and would reward silence.
 */
export function tierOf(revenueFen: Fen | undefined, tiers: readonly LoanTier[]): LoanTier | undefined {
  if (revenueFen === undefined) return undefined;
  return tiers.find(({ revenueMaxFen }) => revenueMaxFen !== null && revenueFen <= revenueMaxFen);
}
