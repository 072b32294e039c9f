import type { Cover } from '../covered-position/covered-position.js';
import type { LoanFiling } from './filing.js';

/** The cover that a filing gives its loan; none unless it is in force (I-17). */
export function coverOf(filing: LoanFiling): Cover | undefined {
  const { status, filingNo, poolCode, filedFen, coverageMode, isCompensated } = filing;
  if (status !== 'confirmed' || poolCode === null || coverageMode === null) return undefined;
  return { filingNo, poolCode, filedFen, coverageMode, isCompensated };
}
