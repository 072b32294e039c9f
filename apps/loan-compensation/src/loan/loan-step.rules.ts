import type { BankExceptionCode, BankRefusalCode } from '@gusu/contracts';
import type { LocalDate } from '@gusu/values';
import type { BankEvent, LoanFact } from '../bank-event/bank-event.js';
import type { LoanState, StatusPeriod } from './loan.js';
import { cureArrears, takeSnapshot } from './loan-arrears.rules.js';
import { recoverMoney, renewLoan, repayLoan, settleLoan, writeOffLoan } from './loan-inflow.rules.js';
import { isClosed, statusOf } from './loan-status.rules.js';

/** Why an event is not applied now: codes answered with 202 park it, the others refuse it when it has just arrived. */
export type Obstacle = BankExceptionCode | BankRefusalCode;

export type StepResult = { state: LoanState; noticed?: BankExceptionCode } | { obstacle: Obstacle };

export type FactOf<Type extends LoanFact['type']> = Extract<LoanFact, { type: Type }>;

/** Ratios that betray 元 or 万元 in a field of fen (funding.md §10.2). */
const UNIT_RATIOS = [100n, 1_000_000n];

/**
 * Folds one event into the state before it, or says what stands in the way (funding.md §5, §6.1, §10). Amounts in fen.
 * I-03: principal is what was disbursed less what was repaid and never below zero.
 */
export function stepLoan(state: LoanState, event: BankEvent): StepResult {
  // No fact of the loan: the borrower stays what it was when the loan was filed, and somebody should know.
  if (event.fact.type === 'master.changed') return { state, noticed: 'MASTER_CHANGED' };
  const stepped = apply(state, event, event.fact);
  if ('obstacle' in stepped) return stepped;
  const asOf = state.asOf !== undefined && state.asOf > event.valueDate ? state.asOf : event.valueDate;
  return { ...stepped, state: withStatusOn({ ...stepped.state, asOf }, event.valueDate) };
}

// Only the status at the end of a day counts. When a loan turns bad, what the bank said of its class before counts no more.
function withStatusOn(state: LoanState, day: LocalDate): LoanState {
  const status = statusOf(state);
  const history = withStatus(state.history, { status, from: day });
  if (status !== 'nonPerforming')
    return { ...state, history, nonPerformingSince: undefined, upgradedOn: undefined };
  if (state.nonPerformingSince !== undefined) return { ...state, history };
  return { ...state, history, nonPerformingSince: day, upgradedOn: undefined };
}

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
    // What it takes out and puts in is seen to before anything is folded.
    case 'master.changed':
    case 'event.reversed':
    case 'event.corrected':
      return { state };
    case 'unsupported':
      return { obstacle: 'UNSUPPORTED' };
    default:
      return changeLoan(state, event, fact);
  }
}

function file(state: LoanState, event: BankEvent, fact: FactOf<'filing.submitted'>): StepResult {
  if (state.filing) return { obstacle: 'ALREADY_COVERED' };
  const filing = {
    creditCode: fact.creditCode,
    contractNo: fact.contractNo,
    plannedAmountFen: fact.plannedAmountFen,
    filedOn: event.valueDate,
    ...(fact.renewedFrom === undefined ? {} : { renewedFrom: fact.renewedFrom }),
  };
  return { state: { ...state, filing } };
}

function disburse(state: LoanState, fact: FactOf<'loan.disbursed'>): StepResult {
  const { filing } = state;
  if (!filing) return { obstacle: 'PREDECESSOR_MISSING' };
  if (isClosed(state)) return { obstacle: 'LOAN_CLOSED' };
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
      originalMaturity: state.originalMaturity ?? fact.maturity,
      maturity: fact.maturity,
      ratePpm: fact.ratePpm,
    },
  };
}

function isUnitSuspect(amountFen: bigint, plannedFen: bigint): boolean {
  return UNIT_RATIOS.some((ratio) => amountFen * ratio === plannedFen || amountFen === plannedFen * ratio);
}

type Change = Exclude<
  LoanFact,
  { type: 'filing.submitted' | 'loan.disbursed' | 'master.changed' | 'unsupported' | `event.${string}` }
>;

/** What happens to a loan once money was lent, and no longer when nothing of it is owed. */
function changeLoan(state: LoanState, event: BankEvent, fact: Change): StepResult {
  if (state.disbursedFen === 0n) return { obstacle: 'PREDECESSOR_MISSING' };
  if (isClosed(state)) return { obstacle: 'LOAN_CLOSED' };
  switch (fact.type) {
    case 'loan.repaid':
      return repayLoan(state, event, fact);
    case 'loan.recovered':
      return recoverMoney(state, event, fact);
    case 'loan.renewed':
      return renewLoan(state, event, fact);
    case 'loan.settled':
      return settleLoan(state, fact);
    case 'loan.written_off':
      return writeOffLoan(state, fact);
    case 'loan.overdue':
      return takeSnapshot(state, fact);
    case 'loan.cured':
      return cureArrears(state);
    default:
      return amend(state, event, fact);
  }
}

type Amendment = FactOf<
  | 'loan.reclassified'
  | 'loan.extended'
  | 'loan.restructured'
  | 'loan.rate_changed'
  | 'loan.accelerated'
  | 'loan.defaulted'
>;

function amend(state: LoanState, { valueDate }: BankEvent, fact: Amendment): StepResult {
  switch (fact.type) {
    case 'loan.reclassified': {
      const isBad = fact.to >= '03';
      const upgradedOn = isBad ? undefined : valueDate;
      return { state: { ...state, fiveClass: fact.to, isDefaulted: state.isDefaulted && isBad, upgradedOn } };
    }
    case 'loan.extended':
      return { state: { ...state, maturity: fact.newMaturity, extensions: state.extensions + 1 } };
    case 'loan.restructured':
      return { state: { ...state, isRestructured: true } };
    case 'loan.rate_changed':
      return { state: { ...state, ratePpm: fact.newRatePpm } };
    case 'loan.accelerated':
      return { state: { ...state, maturity: fact.on, acceleratedOn: fact.on } };
    case 'loan.defaulted': {
      const next = { ...state, isDefaulted: true };
      return fact.principalFen === state.principalFen
        ? { state: next }
        : { state: next, noticed: 'BALANCE_DIFF' };
    }
  }
}
