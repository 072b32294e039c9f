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

/** What is known of a pool or a bank in it without looking at its loans again. */
export interface FuseTotals {
  coveredFen: Fen;
  badFen: Fen;
  unrecoveredFen: Fen;
  loans: number;
  /** Of the loans drawn in the policy year, which is a calendar year. */
  drawnFen: Fen;
  yearBadFen: Fen;
  loansOfYear: number;
}

/** The measure of the metric that the policy names, from totals that are kept up (funding.md §7.10). */
export function measureOf(
  totals: FuseTotals,
  terms: Pick<LoanTerms, 'fuseMetric' | 'isCompensatedCountedByFuse'>,
): FuseMeasure {
  const { coveredFen, badFen, drawnFen, yearBadFen, loans, loansOfYear } = totals;
  if (terms.fuseMetric === 'FLOW')
    return { numeratorFen: yearBadFen, denominatorFen: drawnFen, loans: loansOfYear };
  const unrecoveredFen = terms.isCompensatedCountedByFuse ? totals.unrecoveredFen : 0n;
  return { numeratorFen: badFen + unrecoveredFen, denominatorFen: coveredFen + unrecoveredFen, loans };
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

/**
 * How much more covered principal may go bad before a bound is exceeded; zero once it is. Principal that goes bad stays covered, so only
 * the numerator moves.
 */
export function distanceTo(bps: number, { numeratorFen, denominatorFen }: FuseMeasure): Fen {
  const mostFen = (BigInt(bps) * denominatorFen) / 10_000n;
  return mostFen > numeratorFen ? mostFen - numeratorFen : 0n;
}

/** The ratio to four decimals of a per cent, rounded down; made from the two integers whenever it is shown (I-18). */
export function ratioText({ numeratorFen, denominatorFen }: FuseMeasure): string {
  if (denominatorFen === 0n) return '0.0000';
  const parts = (numeratorFen * 1_000_000n) / denominatorFen;
  return `${parts / 10_000n}.${(parts % 10_000n).toString().padStart(4, '0')}`;
}

/** What a fuse would read if covered principal of so much went bad that has not yet. */
export function stressed(measure: FuseMeasure, goingBadFen: Fen, terms: FuseTerms): FuseReading {
  return readFuse({ ...measure, numeratorFen: measure.numeratorFen + goingBadFen }, terms);
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
