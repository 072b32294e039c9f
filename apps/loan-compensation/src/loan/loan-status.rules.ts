import type { BankExceptionCode } from '@gusu/contracts';
import { daysBetween } from '@gusu/values';
import type { LoanState, LoanStatus } from './loan.js';

/** 超过 90 天: the 91st day is the first (funding.md §3). */
const NON_PERFORMING_DAYS = 90;

/**
 * The status of a loan on the day of its newest fact (funding.md §6.1). Non-performing is more than 90 days overdue, class 03 or worse, or a
 * default the bank confirmed; out of it leads only the way by which arrears are gone and the bank reports class 01 or 02. Overdue is
 * arrears, or principal left after maturity.
 */
export function statusOf(state: LoanState): LoanStatus {
  if (isClosed(state)) return state.renewedTo === undefined ? 'settled' : 'renewed';
  if (state.disbursedFen === 0n) return state.filing ? 'filed' : 'pending';
  const days = overdueDaysOf(state);
  if (days > NON_PERFORMING_DAYS || state.fiveClass >= '03' || state.isDefaulted) return 'nonPerforming';
  const isClear = days === 0 && !hasArrears(state);
  const isLeft = isClear && state.upgradedOn !== undefined;
  if (state.nonPerformingSince !== undefined && !isLeft) return 'nonPerforming';
  return isClear ? 'active' : 'overdue';
}

/** Nothing is owed any more on this due bill: it was settled, or another one has taken over. */
export function isClosed({ settledOn, renewedTo, principalFen }: LoanState): boolean {
  return (settledOn !== undefined || renewedTo !== undefined) && principalFen === 0n;
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

/**
 * What is remarkable about a state as it stands, and no longer once the state is another one: a class that lags behind the days, or runs
 * ahead of them (funding.md §10.16). The days decide.
 */
export function standingExceptionsOf(state: LoanState): BankExceptionCode[] {
  if (state.disbursedFen === 0n || isClosed(state)) return [];
  const days = overdueDaysOf(state);
  const isHidden = days > NON_PERFORMING_DAYS && state.fiveClass < '03';
  const isGroundless =
    state.fiveClass >= '03' &&
    days === 0 &&
    !hasArrears(state) &&
    !state.isDefaulted &&
    !state.isRestructured;
  return isHidden || isGroundless ? ['CLASS_LAG'] : [];
}

/** The exceptions of a state: those noticed on the way and those that stand, each once. */
export function withExceptions(state: LoanState, noticed: Iterable<BankExceptionCode>): LoanState {
  const lasting = [...noticed].filter((code) => code !== 'CLASS_LAG');
  return { ...state, exceptions: [...new Set([...lasting, ...standingExceptionsOf(state)])].sort() };
}
