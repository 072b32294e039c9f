import type { BankExceptionCode, BankRefusalCode } from '@gusu/contracts';
import { addDays } from '@gusu/values';
import type { BankEvent, LoanFact } from '../bank-event/bank-event.js';
import type { LoanState, StatusPeriod } from './loan.js';
import { hasArrears, statusOf } from './loan-status.rules.js';

/** Why an event is not applied now: codes answered with 202 park it, the others refuse it when it has just arrived. */
export type Obstacle = BankExceptionCode | BankRefusalCode;

export type StepResult = { state: LoanState; noticed?: BankExceptionCode } | { obstacle: Obstacle };

type FactOf<Type extends LoanFact['type']> = Extract<LoanFact, { type: Type }>;

const none = (value: bigint): bigint => (value > 0n ? value : 0n);

/** Ratios that betray 元 or 万元 in a field of fen (funding.md §10.2). */
const UNIT_RATIOS = [100n, 1_000_000n];

/**
 * Folds one event into the state before it, or says what stands in the way (funding.md §5, §6.1, §10). Amounts in fen.
 * I-03: principal is what was disbursed less what was repaid and never below zero.
 */
export function stepLoan(state: LoanState, event: BankEvent): StepResult {
  const stepped = apply(state, event, event.fact);
  if ('obstacle' in stepped) return stepped;
  const asOf = state.asOf !== undefined && state.asOf > event.valueDate ? state.asOf : event.valueDate;
  const next = { ...stepped.state, asOf };
  const history = withStatus(next.history, { status: statusOf(next), from: event.valueDate });
  return { ...stepped, state: { ...next, history } };
}

// Only the status at the end of a day counts.
function withStatus(history: readonly StatusPeriod[], now: StatusPeriod): StatusPeriod[] {
  const before = history.filter(({ from }) => from !== now.from);
  return before.at(-1)?.status === now.status ? before : [...before, now];
}

function apply(state: LoanState, event: BankEvent, fact: LoanFact): StepResult {
  switch (fact.type) {
    case 'filing.submitted':
      return file(state, event, fact);
    case 'loan.disbursed':
      return disburse(state, fact);
    case 'loan.repaid':
      return repay(state, fact);
    case 'loan.overdue':
      return snapshot(state, fact);
    case 'loan.cured':
      return cure(state);
    case 'loan.settled':
      return settle(state, fact);
    case 'event.reversed':
      return { state };
    case 'unsupported':
      return { obstacle: 'UNSUPPORTED' };
    default:
      return amend(state, fact);
  }
}

function file(state: LoanState, event: BankEvent, fact: FactOf<'filing.submitted'>): StepResult {
  if (state.filing) return { obstacle: 'ALREADY_COVERED' };
  const filing = {
    creditCode: fact.creditCode,
    contractNo: fact.contractNo,
    plannedAmountFen: fact.plannedAmountFen,
    filedOn: event.valueDate,
  };
  return { state: { ...state, filing } };
}

function disburse(state: LoanState, fact: FactOf<'loan.disbursed'>): StepResult {
  const { filing } = state;
  if (!filing) return { obstacle: 'PREDECESSOR_MISSING' };
  if (state.settledOn !== undefined) return { obstacle: 'LOAN_CLOSED' };
  if (fact.creditCode !== undefined && fact.creditCode !== filing.creditCode)
    return { obstacle: 'BORROWER_MISMATCH' };
  if (fact.disbursedOn < filing.filedOn) return { obstacle: 'DISBURSED_BEFORE_FILING' };
  if (isUnitSuspect(fact.amountFen, filing.plannedAmountFen)) return { obstacle: 'UNIT_SUSPECT' };
  const disbursedFen = state.disbursedFen + fact.amountFen;
  if (disbursedFen > filing.plannedAmountFen) return { obstacle: 'DISBURSED_ABOVE_PLAN' };
  return {
    state: {
      ...state,
      disbursedFen,
      principalFen: state.principalFen + fact.amountFen,
      disbursedOn: state.disbursedOn ?? fact.disbursedOn,
      maturity: fact.maturity,
      ratePpm: fact.ratePpm,
    },
  };
}

function isUnitSuspect(amountFen: bigint, plannedFen: bigint): boolean {
  return UNIT_RATIOS.some((ratio) => amountFen * ratio === plannedFen || amountFen === plannedFen * ratio);
}

function repay(state: LoanState, fact: FactOf<'loan.repaid'>): StepResult {
  if (state.disbursedFen === 0n) return { obstacle: 'PREDECESSOR_MISSING' };
  const principalFen = state.principalFen - fact.principalFen;
  if (principalFen < 0n) return { obstacle: 'OVER_REPAY' };
  const principalArrearsFen = none(state.principalArrearsFen - fact.principalFen);
  const interestArrearsFen = none(state.interestArrearsFen - fact.interestFen);
  const isClear = principalArrearsFen === 0n && interestArrearsFen === 0n;
  const next = {
    ...state,
    principalFen,
    principalArrearsFen,
    interestArrearsFen,
    overdueSince: isClear ? undefined : state.overdueSince,
  };
  return fact.balanceAfterFen === principalFen ? { state: next } : { state: next, noticed: 'BALANCE_DIFF' };
}

// A snapshot is taken at the end of its day and replaces the one before.
function snapshot(state: LoanState, fact: FactOf<'loan.overdue'>): StepResult {
  if (state.disbursedFen === 0n) return { obstacle: 'PREDECESSOR_MISSING' };
  const isOverdue = fact.principalArrearsFen > 0n || fact.interestArrearsFen > 0n;
  const overdueSince = isOverdue ? addDays(fact.asOf, -fact.days) : undefined;
  return {
    state: {
      ...state,
      principalArrearsFen: fact.principalArrearsFen,
      interestArrearsFen: fact.interestArrearsFen,
      overdueSince,
      firstOverdueOn: state.firstOverdueOn ?? overdueSince,
    },
  };
}

// A cure is a claim; the repayments are the proof of it.
function cure(state: LoanState): StepResult {
  return hasArrears(state)
    ? { obstacle: 'PREDECESSOR_MISSING' }
    : { state: { ...state, overdueSince: undefined } };
}

function settle(state: LoanState, fact: FactOf<'loan.settled'>): StepResult {
  if (state.disbursedFen === 0n) return { obstacle: 'PREDECESSOR_MISSING' };
  if (state.principalFen > 0n || hasArrears(state)) return { obstacle: 'SETTLED_WITH_BALANCE' };
  return { state: { ...state, settledOn: fact.settledOn, isDefaulted: false } };
}

type Amendment = FactOf<
  'loan.reclassified' | 'loan.extended' | 'loan.rate_changed' | 'loan.accelerated' | 'loan.defaulted'
>;

function amend(state: LoanState, fact: Amendment): StepResult {
  if (state.disbursedFen === 0n) return { obstacle: 'PREDECESSOR_MISSING' };
  switch (fact.type) {
    case 'loan.reclassified':
      return { state: { ...state, fiveClass: fact.to, isDefaulted: state.isDefaulted && fact.to >= '03' } };
    case 'loan.extended':
      return { state: { ...state, maturity: fact.newMaturity } };
    case 'loan.rate_changed':
      return { state: { ...state, ratePpm: fact.newRatePpm } };
    case 'loan.accelerated':
      return { state: { ...state, maturity: fact.on } };
    case 'loan.defaulted':
      return { state: { ...state, isDefaulted: true } };
  }
}
