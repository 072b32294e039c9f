import { daysBetween } from '@gusu/values';
import type { LoanState, LoanStatus } from './loan.js';

/** 超过 90 天: the 91st day is the first (funding.md §3). */
const NON_PERFORMING_DAYS = 90;

/**
 * The status of a loan on the day of its newest fact (funding.md §6.1). Non-performing is more than 90 days overdue, class 03 or worse, or a
 * default the bank confirmed; overdue is arrears, or principal left after maturity.
 */
export function statusOf(state: LoanState): LoanStatus {
  if (state.settledOn !== undefined && state.principalFen === 0n) return 'settled';
  if (state.disbursedFen === 0n) return state.filing ? 'filed' : 'pending';
  const days = overdueDaysOf(state);
  if (days > NON_PERFORMING_DAYS || state.fiveClass >= '03' || state.isDefaulted) return 'nonPerforming';
  return days > 0 || hasArrears(state) ? 'overdue' : 'active';
}

/** Whether a bank that files it now is late: it was overdue before, or is not of the normal class (funding.md §9 I-16). */
export function isTroubled({ firstOverdueOn, fiveClass, isDefaulted }: LoanState): boolean {
  return firstOverdueOn !== undefined || fiveClass !== '01' || isDefaulted;
}

export function hasArrears({ principalArrearsFen, interestArrearsFen }: LoanState): boolean {
  return principalArrearsFen > 0n || interestArrearsFen > 0n;
}

/** Calendar days overdue on the day of the newest fact; 0 when nothing is in arrears. */
export function overdueDaysOf(state: LoanState): number {
  const { asOf, overdueSince, maturity, principalFen } = state;
  if (asOf === undefined) return 0;
  const sinceArrears = overdueSince !== undefined && hasArrears(state) ? daysBetween(overdueSince, asOf) : 0;
  const sinceMaturity = maturity !== undefined && principalFen > 0n ? daysBetween(maturity, asOf) : 0;
  return Math.max(0, sinceArrears, sinceMaturity);
}
