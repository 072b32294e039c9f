import { addDays, daysBetween, type LocalDate } from '@gusu/values';
import type { LoanState } from './loan.js';
import { hasArrears } from './loan-status.rules.js';
import type { FactOf, StepResult } from './loan-step.rules.js';

/**
 * Arrears at the end of a day, fen; the newest snapshot replaces the one before (funding.md §5). The bank's days are compared, not trusted
 * (§3, §10.15): days cannot grow faster than the calendar, nor fall while nothing was paid, nor stand beside no arrears. Where they do, the
 * start of the arrears that was known before stands, and somebody should look.
 */
export function takeSnapshot(state: LoanState, fact: FactOf<'loan.overdue'>): StepResult {
  const isOverdue = fact.principalArrearsFen > 0n || fact.interestArrearsFen > 0n;
  const { since, isDoubtful } = isOverdue
    ? startOfArrears(state, fact)
    : { since: undefined, isDoubtful: fact.days > 0 };
  const next = {
    ...state,
    principalArrearsFen: fact.principalArrearsFen,
    interestArrearsFen: fact.interestArrearsFen,
    overdueSince: since,
    firstOverdueOn: state.firstOverdueOn ?? since,
    snapshot: {
      asOf: fact.asOf,
      days: since === undefined ? 0 : daysBetween(since, fact.asOf),
      isFollowedByInflow: false,
    },
  };
  return isDoubtful ? { state: next, noticed: 'DAYS_DIFF' } : { state: next };
}

function startOfArrears(
  { snapshot, disbursedOn, overdueSince }: LoanState,
  { asOf, days }: FactOf<'loan.overdue'>,
): { since: LocalDate; isDoubtful: boolean } {
  const told = addDays(asOf, -days);
  const known = snapshot && snapshot.asOf <= asOf ? snapshot : undefined;
  // In arrears by the last word and since: nothing can be older than what was oldest then.
  if (known && overdueSince !== undefined) {
    const isFallen = told > overdueSince && !known.isFollowedByInflow;
    return told < overdueSince || isFallen
      ? { since: overdueSince, isDoubtful: true }
      : { since: told, isDoubtful: false };
  }
  const clearOn = known?.asOf ?? disbursedOn;
  return clearOn !== undefined && told < clearOn
    ? { since: clearOn, isDoubtful: true }
    : { since: told, isDoubtful: false };
}

/** A cure is a claim; the repayments are the proof of it. */
export function cureArrears(state: LoanState): StepResult {
  return hasArrears(state)
    ? { obstacle: 'PREDECESSOR_MISSING' }
    : { state: { ...state, overdueSince: undefined } };
}
