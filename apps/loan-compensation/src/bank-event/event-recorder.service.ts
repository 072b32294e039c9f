import { FilingFiled, LoanChanged } from '@gusu/contracts';
import { audit, type Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { Clock } from '@gusu/values';
import { randomUUID } from 'node:crypto';
import type { EnterpriseCopyRepository } from '../enterprise-copy/enterprise-copy.repository.js';
import { foldHashOf } from '../loan/fold-hash.js';
import { foldLoan } from '../loan/loan-fold.rules.js';
import type { LoanRepository } from '../loan/loan.repository.js';
import { loanKey, type EventReceipt, type EventVerdict, type ReceivedEvent } from './bank-event.js';
import { readBankEvent } from './bank-event-reader.js';
import type { BankEventRepository, RecordedEvent } from './bank-event.repository.js';
import {
  changeOf,
  filingNoOf,
  heldOf,
  loanChangedOf,
  movedEventsOf,
  newEventsOf,
  refusalByDisplacing,
  refusalOf,
  verdictOf,
  type Desk,
  type LoanChange,
} from './event-desk.js';

const eventKey = (bankCode: string, eventId: string): string => `${bankCode} ${eventId}`;

/** Records bank events and keeps their loans folded: the one code path of single events, batches and retries. */
export class EventRecorderService {
  constructor(
    private readonly database: Database,
    private readonly events: BankEventRepository,
    private readonly loans: LoanRepository,
    private readonly copies: EnterpriseCopyRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Records many events in one transaction, each with its own verdict in the order given: one bad event never costs another its place.
   * @throws DatabaseUnavailable when nothing was recorded, or it is not known whether it was
   */
  record(received: readonly ReceivedEvent[]): Promise<EventVerdict[]> {
    return this.database.transaction(async (tx) => {
      // Looked up under the locks: what another transaction recorded meanwhile is seen as the duplicate it is.
      const desks = await this.open(tx, received);
      const known = await this.knownAmong(tx, received);
      const active = await this.activeFor(tx, [...desks.values()], received);
      this.fold(desks, active);
      const verdicts = received.map((one) => this.judge(one, known, desks, active));
      await this.write(tx, desks, active);
      return verdicts;
    });
  }

  /** Folds due bills again because something outside them changed; part of somebody else's transaction. */
  async refold(tx: Tx, dueBills: readonly { bankCode: string; dueBillNo: string }[]): Promise<void> {
    const desks = await this.openDueBills(tx, dueBills);
    const active = await this.activeFor(tx, [...desks.values()], []);
    this.fold(desks, active);
    await this.write(tx, desks, active);
  }

  private async knownAmong(tx: Tx, received: readonly ReceivedEvent[]): Promise<Map<string, RecordedEvent>> {
    const recorded = await this.events.findRecorded(
      tx,
      received.map(({ event }) => event.bankCode),
      received.map(({ event }) => event.eventId),
    );
    return new Map(recorded.map((row) => [eventKey(row.bankCode, row.eventId), row]));
  }

  private open(tx: Tx, received: readonly ReceivedEvent[]): Promise<Map<string, Desk>> {
    const distinct = new Map(received.map(({ event }) => [loanKey(event.bankCode, event.dueBillNo), event]));
    return this.openDueBills(tx, [...distinct.values()]);
  }

  private async openDueBills(
    tx: Tx,
    dueBills: readonly { bankCode: string; dueBillNo: string }[],
  ): Promise<Map<string, Desk>> {
    const bankCodes = dueBills.map(({ bankCode }) => bankCode);
    const dueBillNos = dueBills.map(({ dueBillNo }) => dueBillNo);
    const desks = new Map<string, Desk>();
    for (const loan of await this.loans.lock(tx, bankCodes, dueBillNos))
      desks.set(loanKey(loan.bankCode, loan.dueBillNo), {
        loan,
        events: [],
        stored: new Map(),
        arrived: new Map(),
        fold: foldLoan([]),
      });
    const now = this.clock.now();
    for (const stored of await this.events.ofLoans(tx, bankCodes, dueBillNos)) {
      const desk = desks.get(loanKey(stored.bankCode, stored.dueBillNo));
      desk?.events.push(readBankEvent(JSON.parse(stored.body), now));
      desk?.stored.set(stored.eventId, stored);
    }
    return desks;
  }

  private fold(desks: Map<string, Desk>, active: ReadonlySet<string>): void {
    for (const desk of desks.values()) desk.fold = foldLoan(desk.events, heldOf(desk.events, active));
  }

  private activeFor(
    tx: Tx,
    desks: readonly Desk[],
    received: readonly ReceivedEvent[],
  ): Promise<Set<string>> {
    const all = [...desks.flatMap(({ events }) => events), ...received.map(({ event }) => event)];
    const codes = all.flatMap(({ fact }) => (fact.type === 'filing.submitted' ? [fact.creditCode] : []));
    return this.copies.activeAmong(tx, [...new Set(codes)]);
  }

  private judge(
    received: ReceivedEvent,
    known: Map<string, RecordedEvent>,
    desks: Map<string, Desk>,
    active: ReadonlySet<string>,
  ): EventVerdict {
    const { bankCode, eventId, dueBillNo } = received.event;
    const key = eventKey(bankCode, eventId);
    const earlier = known.get(key);
    if (earlier) {
      if (!earlier.fingerprint.equals(received.fingerprint))
        return { kind: 'refused', eventId, code: 'EVENT_ID_REUSED' };
      return { kind: 'duplicate', receipt: receiptOf(earlier) };
    }
    const desk = desks.get(loanKey(bankCode, dueBillNo));
    if (!desk) throw new Error(`no desk for ${dueBillNo}`);
    const events = [...desk.events, received.event];
    const fold = foldLoan(events, heldOf(events, active));
    const outcome = fold.outcomes.get(eventId) ?? { kind: 'applied' };
    const refused = refusalOf(outcome) ?? refusalByDisplacing(desk.fold, fold);
    if (refused) return { kind: 'refused', eventId, code: refused };
    desk.events = events;
    desk.fold = fold;
    const receipt = { eventId, receiptNo: randomUUID(), ...verdictOf(outcome) };
    desk.arrived.set(eventId, { received, receiptNo: receipt.receiptNo });
    known.set(key, { ...receipt, bankCode, dueBillNo, fingerprint: received.fingerprint });
    return { kind: 'recorded', receipt };
  }

  private async write(tx: Tx, desks: Map<string, Desk>, active: ReadonlySet<string>): Promise<void> {
    const touched = [...desks.values()];
    await this.events.add(
      tx,
      touched.flatMap((desk) => newEventsOf(desk, active)),
    );
    await this.events.move(
      tx,
      touched.flatMap((desk) => movedEventsOf(desk, active)),
    );
    const changed = touched.filter(
      ({ fold, loan, events }) => events.length > 0 && foldHashOf(fold.state) !== loan.foldHash,
    );
    const toNumber = changed.filter(({ loan, fold }) => loan.filingNo === null && fold.state.filing);
    const numbers = await this.loans.nextFilingNumbers(tx, toNumber.length);
    const filingNos = new Map(toNumber.map((desk, n) => [desk, filingNoOf(desk, numbers[n] ?? 0n)]));
    const changes = changed.map((desk) => changeOf(desk, filingNos.get(desk) ?? desk.loan.filingNo));
    await this.loans.save(tx, changes);
    this.announce(tx, changed, changes, filingNos);
  }

  private announce(
    tx: Tx,
    desks: readonly Desk[],
    changes: readonly LoanChange[],
    filingNos: Map<Desk, string>,
  ): void {
    const now = this.clock.now();
    for (const [index, change] of changes.entries()) {
      const desk = desks[index];
      if (!desk) continue;
      const { bankCode, dueBillNo, creditCode, plannedFen } = change;
      const key = loanKey(bankCode, dueBillNo);
      const filingNo = filingNos.get(desk);
      if (filingNo !== undefined && creditCode !== null) {
        const filed = { bankCode, dueBillNo, filingNo, creditCode, plannedAmountFen: Number(plannedFen) };
        outbox.append(tx, FilingFiled.of(key, { ...filed, filedAt: now.toISOString() }, now));
      }
      outbox.append(tx, LoanChanged.of(key, loanChangedOf(change, desk), now));
    }
    const entries = desks.flatMap((desk) =>
      [...desk.arrived.values()].map(({ received: { event, fingerprint }, receiptNo }) => ({
        at: now.toISOString(),
        actorId: `bank:${event.bankCode}`,
        action: 'bank-event.record',
        objectType: 'loan',
        objectId: loanKey(event.bankCode, event.dueBillNo),
        after: { eventId: event.eventId, receiptNo, fingerprint: fingerprint.toString('hex') },
      })),
    );
    audit.append(tx, ...entries);
  }
}

function receiptOf({ eventId, receiptNo, status, code }: RecordedEvent): EventReceipt {
  return { eventId, receiptNo, status, ...(code === undefined ? {} : { code }) };
}
