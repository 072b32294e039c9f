import type { LoanShareRule, LoanTerms, LossBand } from '@gusu/policies';
import { type Bps, type Fen, shareOf } from '@gusu/values';

/** What of a filing may raise the pool's share. */
export interface ShareFacts {
  isFirstLoan: boolean;
  creditPortionBps: Bps;
  guaranteeMode: string;
  /** What the parties agreed for this loan alone, where they did. */
  agreedShareBps?: Bps;
}

export type ShareTerms = Pick<LoanTerms, 'shareRuleCombine' | 'shareRules' | 'shareCapBps'>;

/** The pool's share of a loan with the rules that made it (funding.md §7.5, AT-20). */
export interface PoolShare {
  poolBps: Bps;
  applied: readonly LoanShareRule[];
}

/** HIGHEST takes the best of all shares (从高); ADDITIVE_CAPPED adds what applies to the tier's share, up to the cap. */
export function poolShareOf(tierPoolBps: Bps, facts: ShareFacts, terms: ShareTerms): PoolShare {
  const applied = terms.shareRules
    .filter((rule) => applies(rule, facts))
    .map((rule) => ({ ...rule, bps: givenBy(rule, facts) }));
  const added = applied.map(({ bps }) => bps);
  const poolBps =
    terms.shareRuleCombine === 'HIGHEST'
      ? Math.max(tierPoolBps, ...added)
      : Math.max(
          tierPoolBps,
          Math.min(
            terms.shareCapBps,
            added.reduce((sum, bps) => sum + bps, tierPoolBps),
          ),
        );
  return { poolBps, applied };
}

function applies(rule: LoanShareRule, facts: ShareFacts): boolean {
  const { isFirstLoan, creditPortionBps, guaranteeMode, agreedShareBps } = facts;
  switch (rule.when) {
    case 'FIRST_LOAN':
      return isFirstLoan;
    case 'CREDIT_PORTION':
      return creditPortionBps >= rule.atLeastBps;
    case 'GUARANTEE_MODE':
      return guaranteeMode === rule.mode;
    case 'AGREED_SHARE':
      return agreedShareBps !== undefined;
  }
}

// A filing keeps the rule with the share that counted, so that it can be computed again from the filing alone.
function givenBy({ when, bps }: LoanShareRule, { agreedShareBps = bps }: ShareFacts): Bps {
  return when === 'AGREED_SHARE' ? Math.min(agreedShareBps, bps) : bps;
}

/** What the pool owes of a loss before any cap, and whether a little less loss would have meant more (a cliff between whole bands). */
export interface BandedShare {
  poolFen: Fen;
  isCliff: boolean;
}

/**
 * The pool's part of a loss under the bands of the policy (funding.md §7.5, AT-17): of each slice by its band with one rounding at the end
 * (MARGINAL), of the whole by the band it falls in (WHOLE), or by the share of the loan where there are no bands.
 */
export function poolPartOf(
  lossFen: Fen,
  poolBps: Bps,
  { banding, bands }: Pick<LoanTerms, 'banding' | 'bands'>,
): BandedShare {
  if (banding === 'NONE') return { poolFen: shareOf(lossFen, poolBps), isCliff: false };
  if (banding === 'MARGINAL') return { poolFen: marginal(lossFen, bands), isCliff: false };
  const index = bands.findIndex(({ upToFen }) => upToFen === null || lossFen <= upToFen);
  const poolFen = shareOf(lossFen, bands[index]?.bps ?? 0);
  const below = bands[index - 1];
  const isCliff = below !== undefined && shareOf(below.upToFen ?? 0n, below.bps) > poolFen;
  return { poolFen, isCliff };
}

const WHOLE_BPS = 10_000n;

function marginal(lossFen: Fen, bands: readonly LossBand[]): Fen {
  let fromFen = 0n;
  let sum = 0n;
  for (const { upToFen, bps } of bands) {
    const toFen = upToFen === null || upToFen > lossFen ? lossFen : upToFen;
    if (toFen > fromFen) sum += (toFen - fromFen) * BigInt(bps);
    fromFen = toFen > fromFen ? toFen : fromFen;
  }
  return sum / WHOLE_BPS;
}
