import type { Fen, SignedFen } from '@gusu/values';
import { coveredOf } from '../claim/loss.rules.js';
import { isClosed, statusOf } from '../loan/loan-status.rules.js';
import type { LoanState } from '../loan/loan.js';
import type {
  Contribution,
  Cover,
  PositionChange,
  YearChange,
  YearContribution,
} from './covered-position.js';

const NOTHING: Contribution = {
  heldFen: 0n,
  coveredFen: 0n,
  badFen: 0n,
  filings: 0,
  loans: 0,
  year: undefined,
};

/**
 * What a loan adds to its pool and bank (funding.md §7.2, §7.3, §7.10). Without a filing in force it adds nothing (I-17); what was compensated
 * counts as a loan and in the figures of its year, and no longer in what is owed.
 */
export function contributionOf(state: LoanState, cover: Cover | undefined): Contribution {
  if (!cover) return NOTHING;
  const year = yearOf(state, cover);
  if (cover.isCompensated) return { ...NOTHING, filings: 1, loans: 1, year };
  if (state.disbursedFen === 0n) return { ...NOTHING, heldFen: cover.filedFen, filings: 1 };
  const coveredFen = coveredOf(state.principalFen, { ...cover, disbursedFen: state.disbursedFen }, cover);
  const isLive = !isClosed(state);
  const badFen = statusOf(state) === 'nonPerforming' ? coveredFen : 0n;
  return {
    heldFen: coveredFen,
    coveredFen,
    badFen,
    filings: isLive ? 1 : 0,
    loans: isLive ? 1 : 0,
    year,
  };
}

function yearOf(state: LoanState, cover: Cover): YearContribution | undefined {
  const { disbursedOn, disbursedFen, principalFen } = state;
  if (disbursedOn === undefined) return undefined;
  const isBad = statusOf(state) === 'nonPerforming';
  return {
    year: Number(disbursedOn.slice(0, 4)),
    enrolledFen: disbursedFen,
    drawnFen: coveredOf(disbursedFen, { ...cover, disbursedFen }, cover),
    badFen: isBad ? coveredOf(principalFen, { ...cover, disbursedFen }, cover) : 0n,
    loans: 1,
  };
}

/** How a position moves when a loan's contribution becomes another; nothing when it stays what it was. */
export function positionChange(
  { poolCode, bankCode }: { poolCode: string; bankCode: string },
  before: Contribution,
  after: Contribution,
): PositionChange | undefined {
  const years = yearChanges(before.year, after.year);
  const change = {
    poolCode,
    bankCode,
    heldFen: after.heldFen - before.heldFen,
    coveredFen: after.coveredFen - before.coveredFen,
    badFen: after.badFen - before.badFen,
    unrecoveredFen: 0n,
    filings: after.filings - before.filings,
    loans: after.loans - before.loans,
    years,
  };
  const { heldFen, coveredFen, badFen, filings, loans } = change;
  const isStill = heldFen === 0n && coveredFen === 0n && badFen === 0n && filings === 0 && loans === 0;
  return isStill && years.length === 0 ? undefined : change;
}

/** How a position moves when the pool first pays on a loan: it leaves what is owed, and what was paid is to be recovered (funding.md §7.10). */
export function compensationChange(
  of: { poolCode: string; bankCode: string },
  state: LoanState,
  cover: Cover,
  paidFen: Fen,
): PositionChange {
  const change = positionChange(
    of,
    contributionOf(state, cover),
    contributionOf(state, { ...cover, isCompensated: true }),
  );
  return { ...(change ?? { ...of, ...STILL }), unrecoveredFen: paidFen };
}

/** How a position moves when the pool pays more, or has something back, on a loan it has paid on before. */
export function unrecoveredChange(
  of: { poolCode: string; bankCode: string },
  unrecoveredFen: SignedFen,
): PositionChange {
  return { ...of, ...STILL, unrecoveredFen };
}

const STILL = {
  heldFen: 0n,
  coveredFen: 0n,
  badFen: 0n,
  unrecoveredFen: 0n,
  filings: 0,
  loans: 0,
  years: [],
};

function yearChanges(before?: YearContribution, after?: YearContribution): YearChange[] {
  const years = [...new Set([before?.year, after?.year])].filter((year) => year !== undefined);
  return years
    .map((year) => {
      const was = before?.year === year ? before : undefined;
      const is = after?.year === year ? after : undefined;
      return {
        year,
        enrolledFen: (is?.enrolledFen ?? 0n) - (was?.enrolledFen ?? 0n),
        drawnFen: (is?.drawnFen ?? 0n) - (was?.drawnFen ?? 0n),
        badFen: (is?.badFen ?? 0n) - (was?.badFen ?? 0n),
        loans: (is?.loans ?? 0) - (was?.loans ?? 0),
      };
    })
    .filter(
      ({ enrolledFen, drawnFen, badFen, loans }) =>
        enrolledFen !== 0n || drawnFen !== 0n || badFen !== 0n || loans !== 0,
    );
}
