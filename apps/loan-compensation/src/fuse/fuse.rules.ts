import { refuse } from '@gusu/contracts';
import type { LoanTerms } from '@gusu/policies';
import { exceeds, type Fen } from '@gusu/values';
import { FUSE_LEVELS, type FuseLevel, type FuseLoan, type FuseMeasure, type FuseReading } from './fuse.js';

export type FuseTerms = Pick<
  LoanTerms,
  | 'fuseWarnBps'
  | 'fuseStopNewBps'
  | 'fuseStopCompensationBps'
  | 'fuseMinLoans'
  | 'fuseMinDenominatorFen'
  | 'isCompensatedCountedByFuse'
  | 'fuseResumeBelowBps'
  | 'fuseResumeMonthEnds'
>;

const sumOf = (amounts: readonly Fen[]): Fen => amounts.reduce((sum, amount) => sum + amount, 0n);

/**
 * STOCK: covered principal gone bad over all that is covered; what was compensated and not recovered counts on both sides where the policy
 * says so (funding.md §7.10). Revoked filings count nowhere (I-17, AT-26).
 */
export function stockOf(loans: readonly FuseLoan[], terms: FuseTerms): FuseMeasure {
  const bad = loans.filter(({ standing }) => standing === 'nonPerforming');
  const covered = loans.filter(({ standing }) => standing === 'live' || standing === 'nonPerforming');
  const compensated = terms.isCompensatedCountedByFuse
    ? loans.filter(({ standing }) => standing === 'compensated')
    : [];
  const unrecoveredFen = sumOf(compensated.map((loan) => loan.unrecoveredFen));
  return {
    numeratorFen: sumOf(bad.map(({ coveredFen }) => coveredFen)) + unrecoveredFen,
    denominatorFen: sumOf(covered.map(({ coveredFen }) => coveredFen)) + unrecoveredFen,
    loans: covered.length + compensated.length,
  };
}

/** FLOW: what defaulted over what was filed and disbursed, both since the start of the policy year. */
export function flowOf(loans: readonly { filedFen: Fen; defaultedFen: Fen }[]): FuseMeasure {
  return {
    numeratorFen: sumOf(loans.map(({ defaultedFen }) => defaultedFen)),
    denominatorFen: sumOf(loans.map(({ filedFen }) => filedFen)),
    loans: loans.length,
  };
}

/**
 * The level that a measure calls for: strictly more than a bound (超过), compared by cross-multiplication (funding.md §0.6, AT-12). Too
 * small a sample warns and never stops.
 */
export function readFuse(measure: FuseMeasure, terms: FuseTerms): FuseReading {
  const { numeratorFen, denominatorFen, loans } = measure;
  const isAbove = (bps: number) => exceeds(numeratorFen, denominatorFen, bps);
  const isSampleTooSmall = loans < terms.fuseMinLoans || denominatorFen < terms.fuseMinDenominatorFen;
  if (!isAbove(terms.fuseWarnBps)) return { ...measure, level: 'NORMAL', isSampleTooSmall };
  if (isSampleTooSmall || !isAbove(terms.fuseStopNewBps))
    return { ...measure, level: 'WARN', isSampleTooSmall };
  const level = isAbove(terms.fuseStopCompensationBps) ? 'STOP_COMPENSATION' : 'STOP_NEW';
  return { ...measure, level, isSampleTooSmall };
}

const rankOf = (level: FuseLevel): number => FUSE_LEVELS.indexOf(level);

/** The level after an evaluation: upward by itself, downward never (funding.md §6.6). */
export function raiseFuse(level: FuseLevel, read: FuseLevel): FuseLevel {
  return rankOf(read) > rankOf(level) ? read : level;
}

/**
 * Takes a level back by decision of a person, once the ratio was below the bound at the last month ends (funding.md §6.6).
 * @param monthEnds measures at the ends of the last months, the newest last
 * @throws Refusal fuse/not-tripped, fuse/resume-not-held
 */
export function liftFuse(level: FuseLevel, monthEnds: readonly FuseMeasure[], terms: FuseTerms): FuseLevel {
  if (level === 'NORMAL') throw refuse('fuse/not-tripped', { level });
  const { fuseResumeMonthEnds, fuseResumeBelowBps } = terms;
  const last = fuseResumeMonthEnds === 0 ? [] : monthEnds.slice(-fuseResumeMonthEnds);
  const isBelow = ({ numeratorFen, denominatorFen }: FuseMeasure) =>
    numeratorFen === 0n || numeratorFen * 10_000n < BigInt(fuseResumeBelowBps) * denominatorFen;
  if (last.length < fuseResumeMonthEnds || !last.every(isBelow))
    throw refuse('fuse/resume-not-held', { monthEnds: fuseResumeMonthEnds, belowBps: fuseResumeBelowBps });
  return 'NORMAL';
}
