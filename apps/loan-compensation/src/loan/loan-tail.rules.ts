import type { BankExceptionCode } from '@gusu/contracts';
import type { BankEvent } from '../bank-event/bank-event.js';
import { EMPTY_LOAN, type LoanState } from './loan.js';
import { signatureOf, type EventOutcome } from './loan-fold.rules.js';
import { compareEvents, seqQualityOf, type OrderKey, orderKeyOf } from './loan-order.rules.js';
import { withExceptions } from './loan-status.rules.js';
import { stepLoan } from './loan-step.rules.js';

/**
 * Where a fold ended: what must be known of all its events to fold one more that comes after them. It exists only while none of them is
 * parked; else whoever comes next may change what became of an earlier one.
 */
export interface LoanTail {
  /** Absent before the first event. */
  last?: OrderKey;
  /** The bank's number of the last event; absent where the bank does not number all of them. */
  seq?: number;
}

/** A due bill of which nothing was heard yet. */
export const NEW_LOAN: { state: LoanState; tail: LoanTail } = { state: EMPTY_LOAN, tail: {} };

/** @returns undefined when only a fold of all events can tell what one more does */
export function tailOf(
  events: readonly BankEvent[],
  outcomes: ReadonlyMap<string, EventOutcome>,
): LoanTail | undefined {
  if ([...outcomes.values()].some(isUndecided)) return undefined;
  const { isBySeq } = seqQualityOf(events);
  const last = events.reduce<BankEvent | undefined>(
    (latest, event) => (latest && compareEvents(latest, event, isBySeq) > 0 ? latest : event),
    undefined,
  );
  return last ? { last: orderKeyOf(last), ...(isBySeq ? { seq: last.seq } : {}) } : {};
}

// What nobody here understands stays parked whatever comes.
function isUndecided(outcome: EventOutcome): boolean {
  return outcome.kind === 'parked' && outcome.obstacle !== 'UNSUPPORTED';
}

/**
 * Folds one more event onto the end of a fold, to exactly what a fold of all events would give (I-04).
 * @returns undefined when that cannot be told from the end alone: the event comes earlier, reverses one, may repeat one, or is parked
 */
export function continueFold(
  state: LoanState,
  tail: LoanTail,
  event: BankEvent,
): { state: LoanState; tail: LoanTail; noticed?: BankExceptionCode } | undefined {
  if ('reversalOf' in event.fact || !isNext(tail, event)) return undefined;
  const mayRepeat = state.asOf !== undefined && event.valueDate <= state.asOf;
  if (mayRepeat && signatureOf(event) !== undefined) return undefined;
  const stepped = stepLoan(state, event);
  if ('obstacle' in stepped) return undefined;
  const { noticed } = stepped;
  const exceptions = noticed === undefined ? state.exceptions : [...state.exceptions, noticed];
  return {
    state: withExceptions(stepped.state, exceptions),
    tail: { last: orderKeyOf(event), ...(event.seq === undefined ? {} : { seq: event.seq }) },
    ...(noticed === undefined ? {} : { noticed }),
  };
}

function isNext({ last, seq }: LoanTail, event: BankEvent): boolean {
  if (last === undefined) return true;
  if (seq !== undefined) return event.seq === seq + 1;
  return event.seq === undefined && compareEvents(last, event, false) < 0;
}
