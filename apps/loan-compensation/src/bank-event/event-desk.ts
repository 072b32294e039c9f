import type { BankRefusalCode } from '@gusu/contracts';
import { canonicalLoan, hashOfCanonical, readCanonicalLoan } from '../loan/fold-hash.js';
import { findingsOf } from '../discrepancy/discrepancy.rules.js';
import type { Look, Turn } from '../discrepancy/discrepancy.js';
import { foldLoan, type EventOutcome } from '../loan/loan-fold.rules.js';
import { isTroubled, statusOf } from '../loan/loan-status.rules.js';
import { continueFold, NEW_LOAN, tailOf, type LoanTail } from '../loan/loan-tail.rules.js';
import type { LoanState } from '../loan/loan.js';
import type { BankEvent, EventReceipt, ReceivedEvent } from './bank-event.js';
import {
  heldOf,
  isOfUnknownBorrower,
  refusalByDisplacing,
  refusalOf,
  storedStatusOf,
  verdictOf,
  waitsForOf,
  type LoanChange,
  type LockedLoan,
  type MovedEvent,
  type NewEvent,
} from './event-record.js';
import { filingNewsOf, type FilingNews } from './filing-news.js';

/** A recorded event, as far as a fold of all events needs it. */
export interface EarlierEvent {
  event: BankEvent;
  status: string;
  code: string | null;
  /** What was said when it looked like one sent before; null where nobody was asked. */
  isSeparate: boolean | null;
}

interface Arrived {
  received: ReceivedEvent;
  receiptNo: string;
  outcome: EventOutcome;
  /** The loan was in trouble when the event was taken, whatever the rest of its group says. */
  isTroubled: boolean;
}

/** What became of a newcomer; a refused one leaves no trace. */
export type Taken = { refused: BankRefusalCode } | Pick<EventReceipt, 'status' | 'code'>;

/** What the desk must be shown before it can go on: every earlier event of its due bill. */
export const NEEDS_EARLIER = Symbol('needs earlier events');

/**
 * One due bill, locked, while a group of events is at work on it. An event that comes after all others is folded onto the stored state; for
 * any other the desk asks for the earlier events and folds them all.
 */
export class Desk {
  readonly arrived: Arrived[] = [];
  readonly stateBefore: LoanState;
  private state: LoanState;
  private tail: LoanTail | undefined;
  private earlier: readonly EarlierEvent[] | undefined;
  private outcomes: ReadonlyMap<string, EventOutcome> = new Map();

  /** @param active credit codes of the enterprises that are known and active, among those that matter here */
  constructor(
    readonly loan: LockedLoan,
    private readonly active: ReadonlySet<string>,
  ) {
    const isNew = loan.version === 0n;
    this.stateBefore = isNew ? NEW_LOAN.state : readCanonicalLoan(loan.state);
    this.state = this.stateBefore;
    this.tail = isNew ? NEW_LOAN.tail : ((JSON.parse(loan.tail) as LoanTail | null) ?? undefined);
    if (isNew) this.earlier = [];
  }

  /** Takes the earlier events; what stands with them is folded anew, with the newcomers so far. */
  show(earlier: readonly EarlierEvent[]): void {
    this.earlier = earlier;
    this.adopt(this.foldAll(earlier));
  }

  /** Folds one newcomer, or says why it is refused. */
  take(received: ReceivedEvent, receiptNo: string): Taken | typeof NEEDS_EARLIER {
    const { event } = received;
    const tail = isOfUnknownBorrower(event, this.active) ? undefined : this.tail;
    const next = tail && continueFold(this.state, tail, event);
    if (next) {
      this.state = next.state;
      this.tail = next.tail;
      const outcome = { kind: 'applied' as const, noticed: next.noticed };
      this.arrived.push({ received, receiptNo, outcome, isTroubled: isTroubled(next.state) });
      return verdictOf(outcome);
    }
    if (!this.earlier) return NEEDS_EARLIER;
    return this.takeAmongAll(received, receiptNo, this.earlier);
  }

  /** Whether anything may be other than it was stored. */
  get isTouched(): boolean {
    return this.arrived.length > 0 || (this.earlier !== undefined && this.earlier.length > 0);
  }

  get stateNow(): LoanState {
    return this.state;
  }

  /** The loan as it is to be stored; nothing when it is stored so. */
  change(): LoanChange | undefined {
    const { loan, state } = this;
    const text = canonicalLoan(state);
    const foldHash = hashOfCanonical(text);
    const tail = JSON.stringify(this.tail ?? null);
    const isNews = foldHash !== loan.foldHash;
    if (!isNews && tail === loan.tail) return undefined;
    return {
      bankCode: loan.bankCode,
      dueBillNo: loan.dueBillNo,
      creditCode: state.filing?.creditCode ?? null,
      filedOn: state.filing?.filedOn ?? null,
      isNews,
      version: isNews ? loan.version + 1n : loan.version,
      status: statusOf(state),
      statusBefore: loan.version === 0n ? null : statusOf(this.stateBefore),
      statusOn: state.history.at(-1)?.from ?? null,
      principalFen: state.principalFen,
      plannedFen: state.filing?.plannedAmountFen ?? 0n,
      state: text,
      foldHash,
      tail,
    };
  }

  /** What a person should look at, and how far this desk has looked: at all events of the due bill, or at the newest. */
  look(): Look {
    const { bankCode, dueBillNo } = this.loan;
    const findings = findingsOf(this.loan, this.outcomesNow(), this.state.exceptions);
    const hadFindings = this.stateBefore.exceptions.length > 0;
    const mayHaveOlder = hadFindings || (this.earlier ?? []).some(({ code }) => code !== null);
    return { bankCode, dueBillNo, isComplete: this.earlier !== undefined, findings, mayHaveOlder };
  }

  /** That the loan was lent or is closed, where it was not so before. */
  turn(): Turn | undefined {
    const { filing, disbursedOn } = this.state;
    const isLent = disbursedOn !== undefined && disbursedOn !== this.stateBefore.disbursedOn;
    const closedOn = closedOnOf(this.state);
    const isNewlyClosed = closedOn !== undefined && closedOn !== closedOnOf(this.stateBefore);
    if (!filing || !(isLent || isNewlyClosed)) return undefined;
    const { bankCode, dueBillNo } = this.loan;
    const when = isNewlyClosed ? { closedOn } : { disbursedOn };
    return { bankCode, dueBillNo, creditCode: filing.creditCode, ...when };
  }

  newEvents(): NewEvent[] {
    return this.arrived.map(({ received: { event, fingerprint, body }, receiptNo, outcome }) => {
      // What the bank was told; what another event of the group made of it since is written as a move.
      const { status, code } = verdictOf(outcome);
      const { bankCode, eventId, dueBillNo } = event;
      const waitsFor = waitsForOf(event, this.active);
      return {
        bankCode,
        eventId,
        dueBillNo,
        receiptNo,
        fingerprint,
        body,
        status,
        code: code ?? null,
        waitsFor,
      };
    });
  }

  /** Events whose outcome another one changed, also within the group they came in. */
  movedEvents(): MovedEvent[] {
    const arrived = this.arrived.map(({ received: { event }, outcome }) => {
      const { status, code = null } = verdictOf(outcome);
      return { event, status, code, now: this.outcomes.get(event.eventId) ?? outcome };
    });
    const earlier = (this.earlier ?? []).map((one) => ({
      ...one,
      now: this.outcomes.get(one.event.eventId),
    }));
    return [...earlier, ...arrived].flatMap(({ event, status, code, now }) => {
      const after = storedStatusOf(now);
      if (status === after.status && code === after.code) return [];
      const { bankCode, eventId } = event;
      return [{ bankCode, eventId, ...after, waitsFor: waitsForOf(event, this.active) }];
    });
  }

  filingNews(): FilingNews {
    const arrived = this.arrived.map(({ received: { event }, ...rest }) => ({ event, ...rest }));
    return filingNewsOf({ arrived, earlier: this.earlier ?? [], outcomes: this.outcomes });
  }

  private takeAmongAll(received: ReceivedEvent, receiptNo: string, earlier: readonly EarlierEvent[]): Taken {
    const folded = this.foldAll(earlier, received.event);
    const outcome = folded.outcomes.get(received.event.eventId) ?? { kind: 'applied' };
    const refused = refusalOf(outcome) ?? refusalByDisplacing(this.outcomesNow(), folded.outcomes);
    if (refused) return { refused };
    this.arrived.push({ received, receiptNo, outcome, isTroubled: isTroubled(folded.state) });
    this.adopt(folded);
    return verdictOf(outcome);
  }

  private foldAll(earlier: readonly EarlierEvent[], newcomer?: BankEvent) {
    const fresh = this.arrived.map(({ received }) => received.event);
    const events = [...earlier.map(({ event }) => event), ...fresh, ...(newcomer ? [newcomer] : [])];
    // A filing that took effect stands whatever becomes of its enterprise (I-10).
    const admitted = new Set(
      earlier.filter(({ status }) => status !== 'PARKED').map(({ event }) => event.eventId),
    );
    const confirmed = new Map(
      earlier.flatMap(({ event, isSeparate }) => (isSeparate === null ? [] : [[event.eventId, isSeparate]])),
    );
    const { cutoffOn } = this.state;
    return {
      events,
      ...foldLoan(events, { held: heldOf(events, this.active, admitted), confirmed, cutoffOn }),
    };
  }

  private adopt({ events, state, outcomes }: ReturnType<Desk['foldAll']>): void {
    this.state = state;
    this.outcomes = outcomes;
    this.tail = tailOf(events, outcomes);
  }

  private outcomesNow(): ReadonlyMap<string, EventOutcome> {
    const fresh = this.arrived.map(({ received, outcome }) => [received.event.eventId, outcome] as const);
    return new Map([...fresh, ...this.outcomes]);
  }
}

const closedOnOf = ({ settledOn, renewedOn }: LoanState) => settledOn ?? renewedOn;
