import type { Fen } from '@gusu/values';
import type { BankEvent, RecoveryChannel, RepaymentSource } from '../bank-event/bank-event.js';
import type { LateInflow, LoanState } from './loan.js';
import { hasArrears } from './loan-status.rules.js';
import type { FactOf, StepResult } from './loan-step.rules.js';

const CHANNEL_OF: Record<RepaymentSource, RecoveryChannel> = {
  BORROWER: 'CASH',
  REFINANCE: 'CASH',
  GUARANTOR: 'GUARANTOR_PAY',
  DEDUCT: 'SET_OFF',
};

const none = (value: bigint): bigint => (value > 0n ? value : 0n);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * A repayment in fen (funding.md §5): principal and arrears fall by what was paid of each. One valued after the cut-off is a recovery,
 * whatever the bank calls it (AT-28), and leaves the principal that was paid for alone.
 */
export function repayLoan(state: LoanState, event: BankEvent, fact: FactOf<'loan.repaid'>): StepResult {
  if (isLate(state, event)) {
    const grossFen = fact.principalFen + fact.interestFen + fact.penaltyFen;
    const late = { channel: CHANNEL_OF[fact.source], costFen: 0n, grossFen, retypedFrom: fact.type };
    return keepLate(state, event, { ...late, receivedOn: event.valueDate });
  }
  const principalFen = state.principalFen - fact.principalFen;
  if (principalFen < 0n) return { obstacle: 'OVER_REPAY' };
  const next = { ...withInflow(state, fact.principalFen, fact.interestFen), principalFen };
  return fact.balanceAfterFen === principalFen ? { state: next } : { state: next, noticed: 'BALANCE_DIFF' };
}

/**
 * A recovery in fen. Before the cut-off it reduces the principal by its net amount, and with what is left the interest in arrears
 * (funding.md §5); after it, it waits to be shared. Cost without a voucher is not allowed (§10.22).
 */
export function recoverMoney(state: LoanState, event: BankEvent, fact: FactOf<'loan.recovered'>): StepResult {
  const { grossFen, channel, receivedOn } = fact;
  const costFen = fact.isCostVouchered ? fact.costFen : 0n;
  const noticed = fact.costFen > costFen ? { noticed: 'COST_UNVOUCHERED' as const } : {};
  if (isLate(state, event))
    return { ...keepLate(state, event, { channel, costFen, grossFen, receivedOn }), ...noticed };
  const netFen = none(grossFen - costFen);
  const ofPrincipal = smaller(netFen, state.principalFen);
  const next = {
    ...withInflow(state, ofPrincipal, netFen - ofPrincipal),
    principalFen: state.principalFen - ofPrincipal,
    recoveredFen: state.recoveredFen + netFen,
  };
  return { state: next, ...noticed };
}

/** 无还本续贷: another due bill takes over all that is owed; cover does not follow it (funding.md §5). */
export function renewLoan(
  state: LoanState,
  { valueDate }: BankEvent,
  { newDueBillNo, amountFen }: FactOf<'loan.renewed'>,
): StepResult {
  if (amountFen > state.principalFen) return { obstacle: 'OVER_REPAY' };
  if (amountFen < state.principalFen || hasArrears(state)) return { obstacle: 'SETTLED_WITH_BALANCE' };
  return {
    state: { ...state, principalFen: 0n, renewedTo: newDueBillNo, renewedOn: valueDate, isDefaulted: false },
  };
}

/** 结清: only when nothing of principal and arrears is left. */
export function settleLoan(state: LoanState, { settledOn }: FactOf<'loan.settled'>): StepResult {
  if (state.principalFen > 0n || hasArrears(state)) return { obstacle: 'SETTLED_WITH_BALANCE' };
  return { state: { ...state, settledOn, isDefaulted: false } };
}

/** 账销案存: the bank no longer carries it in its books; the borrower owes it, and recoveries are shared, as before. */
export function writeOffLoan(state: LoanState, { amountFen }: FactOf<'loan.written_off'>): StepResult {
  return { state: { ...state, writtenOffFen: state.writtenOffFen + amountFen } };
}

function isLate({ cutoffOn }: LoanState, { valueDate }: BankEvent): boolean {
  return cutoffOn !== undefined && valueDate > cutoffOn;
}

function keepLate(state: LoanState, { eventId }: BankEvent, inflow: Omit<LateInflow, 'eventId'>) {
  return { state: { ...state, lateInflows: [...state.lateInflows, { eventId, ...inflow }] } };
}

/** Arrears between two snapshots: what the newest one said, less what was paid of each since (funding.md §5). */
function withInflow(state: LoanState, principalFen: Fen, interestFen: Fen): LoanState {
  const principalArrearsFen = none(state.principalArrearsFen - principalFen);
  const interestArrearsFen = none(state.interestArrearsFen - interestFen);
  const isClear = principalArrearsFen === 0n && interestArrearsFen === 0n;
  return {
    ...state,
    principalArrearsFen,
    interestArrearsFen,
    overdueSince: isClear ? undefined : state.overdueSince,
    ...(state.snapshot ? { snapshot: { ...state.snapshot, isFollowedByInflow: true } } : {}),
  };
}
