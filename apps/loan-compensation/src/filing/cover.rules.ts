import type { Cover } from '../covered-position/covered-position.js';
import type { LoanState } from '../loan/loan.js';
import type { LoanFiling } from './filing.js';

/** The cover that a filing gives its loan; none unless it is in force (I-17). */
export function coverOf(filing: LoanFiling): Cover | undefined {
  const { status, filingNo, poolCode, filedFen, coverageMode, lapsesAfter, isCompensated } = filing;
  if (status !== 'confirmed' || poolCode === null || coverageMode === null || lapsesAfter === null)
    return undefined;
  return { filingNo, poolCode, filedFen, coverageMode, lapsesAfter, isCompensated };
}

/** Whether a loan was drawn too late for its filing (funding.md §6.1): the cover is gone, whenever the bank tells of it. */
export function isDrawnLate(
  { disbursedOn }: Pick<LoanState, 'disbursedOn'>,
  { lapsesAfter, isCompensated }: Pick<Cover, 'lapsesAfter' | 'isCompensated'>,
): boolean {
  return disbursedOn !== undefined && disbursedOn > lapsesAfter && !isCompensated;
}
