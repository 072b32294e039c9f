import type { BankExceptionCode } from '@gusu/contracts';
import type { LocalDate } from '@gusu/values';
import type { BankEvent } from '../bank-event/bank-event.js';
import { EMPTY_LOAN, type LoanState } from './loan.js';
import { pairCorrections } from './loan-correction.rules.js';
import { compareEvents, seqQualityOf } from './loan-order.rules.js';
import { withExceptions } from './loan-status.rules.js';
import { stepLoan, type Obstacle } from './loan-step.rules.js';

/** What became of one event in the fold: applied (perhaps with a remark), taken out, or in the way of something. */
export type EventOutcome =
  | { kind: 'applied'; noticed?: BankExceptionCode }
  | { kind: 'reversed' }
  /** The same fact once more, as somebody has confirmed. */
  | { kind: 'discarded' }
  | { kind: 'parked'; obstacle: Obstacle };

const APPLIED: EventOutcome = { kind: 'applied' };

export interface Fold {
  state: LoanState;
  outcomes: Map<string, EventOutcome>;
}

/** Events that are kept but must not be folded, with the reason: their enterprise is unknown, a person has not yet confirmed them. */
export type Held = ReadonlyMap<string, BankExceptionCode>;

/** What was said of events that look like one sent before: whether each is a fact of its own. */
export type Confirmations = ReadonlyMap<string, boolean>;

/** What a fold takes into account beside the events. */
export interface FoldCircumstances {
  held?: Held;
  confirmed?: Confirmations;
  /** The day of the payment order, once there is one. */
  cutoffOn?: LocalDate | undefined;
}

/**
 * The state of a due bill from all its events, whatever the order they came in (funding.md §18a, I-04): what was reversed or corrected is
 * taken out, the rest is sorted and folded; what cannot be applied is parked and tried again by the next fold. A correction takes effect
 * as a whole or not at all.
 */
export function foldLoan(events: readonly BankEvent[], circumstances: FoldCircumstances = {}): Fold {
  const { confirmed = new Map<string, boolean>() } = circumstances;
  const idle = new Map<string, EventOutcome>(
    events.flatMap(({ eventId, fact }) =>
      fact.type === 'event.corrected' && confirmed.get(eventId) === false
        ? [[eventId, { kind: 'discarded' }]]
        : [],
    ),
  );
  // Each turn takes out one correction, so it comes to an end; which one depends on the order of the fold alone.
  for (;;) {
    const fold = foldOnce(events, circumstances, idle);
    if (fold.failed === undefined) return { state: fold.state, outcomes: fold.outcomes };
    idle.set(fold.failed, fold.outcomes.get(fold.failed) ?? APPLIED);
  }
}

/** One pass; `failed` is a correction whose replacement cannot be applied. */
function foldOnce(
  events: readonly BankEvent[],
  { held = new Map(), confirmed = new Map(), cutoffOn }: FoldCircumstances,
  idle: ReadonlyMap<string, EventOutcome>,
): Fold & { failed?: string } {
  const { isBySeq, exception } = seqQualityOf(events);
  const inOrder = (a: BankEvent, b: BankEvent) => compareEvents(a, b, isBySeq);
  const { standing, replaced, outcomes } = pairCorrections([...events].sort(inOrder), held, idle);
  const signatures = new Set<string>();
  const exceptions = new Set<BankExceptionCode>(exception ? [exception] : []);
  let state: LoanState = cutoffOn === undefined ? EMPTY_LOAN : { ...EMPTY_LOAN, cutoffOn };
  let isOverdueUnfiled = false;
  for (const event of standing.sort(inOrder)) {
    const outcome = tryStep(event);
    outcomes.set(event.eventId, outcome);
    if (outcome.kind === 'applied' && outcome.noticed) exceptions.add(outcome.noticed);
    if (outcome.kind === 'parked' && replaced.has(event.eventId))
      return { state, outcomes, failed: event.eventId };
    isOverdueUnfiled ||= !state.filing && event.fact.type === 'loan.overdue';
  }
  if ([...outcomes.values()].some(isSuspect)) exceptions.add('SUSPECT_DUPLICATE');
  return { state: withExceptions(state, exceptions), outcomes };

  function tryStep(event: BankEvent): EventOutcome {
    const reason = held.get(event.eventId);
    if (reason) return { kind: 'parked', obstacle: reason };
    const isSeparate = confirmed.get(event.eventId);
    if (isSeparate === false) return { kind: 'discarded' };
    // A fact of its own neither repeats another nor is what a third one repeats.
    const signature = isSeparate ? undefined : signatureOf(event);
    if (signature !== undefined && signatures.has(signature))
      return { kind: 'parked', obstacle: 'SUSPECT_DUPLICATE' };
    // I-16: cover is not to be had for a loan that was in arrears already.
    if (isOverdueUnfiled && event.fact.type === 'filing.submitted')
      return { kind: 'parked', obstacle: 'FILED_AFTER_OVERDUE' };
    const stepped = stepLoan(state, event);
    if ('obstacle' in stepped) return { kind: 'parked', obstacle: stepped.obstacle };
    if (signature !== undefined) signatures.add(signature);
    state = stepped.state;
    return stepped.noticed === undefined ? APPLIED : { kind: 'applied', noticed: stepped.noticed };
  }
}

function isSuspect(outcome: EventOutcome): boolean {
  return outcome.kind === 'parked' && outcome.obstacle === 'SUSPECT_DUPLICATE';
}

/** The business fact behind an event id: two ids with one signature are suspected to be one fact sent twice (AT-06). */
export function signatureOf({ fact, valueDate }: BankEvent): string | undefined {
  if (fact.type === 'loan.disbursed') return `disbursed ${valueDate} ${fact.amountFen}`;
  if (fact.type === 'loan.repaid')
    return `repaid ${valueDate} ${fact.principalFen} ${fact.interestFen} ${fact.penaltyFen}`;
  if (fact.type === 'loan.recovered') return `recovered ${valueDate} ${fact.grossFen} ${fact.costFen}`;
  if (fact.type === 'loan.written_off') return `written off ${valueDate} ${fact.amountFen}`;
  return undefined;
}
