import type { BankExceptionCode } from '@gusu/contracts';
import type { BankEvent, LoanFact } from '../bank-event/bank-event.js';
import { EMPTY_LOAN, type LoanState } from './loan.js';
import { compareEvents, seqQualityOf } from './loan-order.rules.js';
import { stepLoan, type Obstacle } from './loan-step.rules.js';

/** What became of one event in the fold: applied (perhaps with a remark), taken out, or in the way of something. */
export type EventOutcome =
  | { kind: 'applied'; noticed?: BankExceptionCode }
  | { kind: 'reversed' }
  /** The same fact once more, as somebody has confirmed. */
  | { kind: 'discarded' }
  | { kind: 'parked'; obstacle: Obstacle };

export interface Fold {
  state: LoanState;
  outcomes: Map<string, EventOutcome>;
}

/** Events that are kept but must not be folded, with the reason: their enterprise is unknown, a person has not yet confirmed them. */
export type Held = ReadonlyMap<string, BankExceptionCode>;

/** What was said of events that look like one sent before: whether each is a fact of its own. */
export type Confirmations = ReadonlyMap<string, boolean>;

/**
 * The state of a due bill from all its events, whatever the order they came in (funding.md §18a, I-04): reversed events are taken out, the
 * rest is sorted and folded; what cannot be applied is parked and tried again by the next fold.
 */
export function foldLoan(
  events: readonly BankEvent[],
  held: Held = new Map(),
  confirmed: Confirmations = new Map(),
): Fold {
  const outcomes = new Map<string, EventOutcome>();
  const { isBySeq, exception } = seqQualityOf(events);
  const sorted = [...events].sort((a, b) => compareEvents(a, b, isBySeq));
  const reversed = pairReversals(sorted, held, outcomes);
  const signatures = new Set<string>();
  const exceptions = new Set<BankExceptionCode>(exception ? [exception] : []);
  let state: LoanState = EMPTY_LOAN;
  for (const event of sorted) {
    if (outcomes.has(event.eventId)) continue;
    const outcome = reversed.has(event.eventId) ? { kind: 'reversed' as const } : tryStep(event);
    outcomes.set(event.eventId, outcome);
    if (outcome.kind === 'applied' && outcome.noticed) exceptions.add(outcome.noticed);
    if (outcome.kind === 'parked' && outcome.obstacle === 'SUSPECT_DUPLICATE')
      exceptions.add('SUSPECT_DUPLICATE');
  }
  return { state: { ...state, exceptions: [...exceptions].sort() }, outcomes };

  function tryStep(event: BankEvent): EventOutcome {
    const reason = held.get(event.eventId);
    if (reason) return { kind: 'parked', obstacle: reason };
    const isSeparate = confirmed.get(event.eventId);
    if (isSeparate === false) return { kind: 'discarded' };
    // A fact of its own neither repeats another nor is what a third one repeats.
    const signature = isSeparate ? undefined : signatureOf(event);
    if (signature !== undefined && signatures.has(signature))
      return { kind: 'parked', obstacle: 'SUSPECT_DUPLICATE' };
    const stepped = stepLoan(state, event);
    if ('obstacle' in stepped) return { kind: 'parked', obstacle: stepped.obstacle };
    if (signature !== undefined) signatures.add(signature);
    state = stepped.state;
    return stepped.noticed === undefined
      ? { kind: 'applied' }
      : { kind: 'applied', noticed: stepped.noticed };
  }
}

/** The ids that a reversal takes out. A reversal without its target waits; a second one, or one of a reversal, is refused (AT-08, I-05). */
function pairReversals(
  sorted: readonly BankEvent[],
  held: Held,
  outcomes: Map<string, EventOutcome>,
): ReadonlySet<string> {
  const byId = new Map(sorted.map((event) => [event.eventId, event]));
  const reversed = new Set<string>();
  for (const { eventId, fact } of sorted) {
    if (fact.type !== 'event.reversed' || held.has(eventId)) continue;
    const obstacle = obstacleOfReversal(byId.get(fact.reversalOf)?.fact, reversed.has(fact.reversalOf));
    if (obstacle) outcomes.set(eventId, { kind: 'parked', obstacle });
    else reversed.add(fact.reversalOf);
  }
  return reversed;
}

function obstacleOfReversal(target: LoanFact | undefined, isReversed: boolean): Obstacle | undefined {
  if (!target) return 'PREDECESSOR_MISSING';
  if (target.type === 'event.reversed') return 'REVERSAL_NOT_REVERSIBLE';
  return isReversed ? 'ALREADY_REVERSED' : undefined;
}

/** The business fact behind an event id: two ids with one signature are suspected to be one fact sent twice (AT-06). */
export function signatureOf({ fact, valueDate }: BankEvent): string | undefined {
  if (fact.type === 'loan.disbursed') return `disbursed ${valueDate} ${fact.amountFen}`;
  if (fact.type === 'loan.repaid')
    return `repaid ${valueDate} ${fact.principalFen} ${fact.interestFen} ${fact.penaltyFen}`;
  return undefined;
}
