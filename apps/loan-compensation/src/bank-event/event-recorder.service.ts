import type { BankRefusalCode } from '@gusu/contracts';
import { audit, isUniqueViolation, type Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { Clock } from '@gusu/values';
import { randomUUID } from 'node:crypto';
import { FindingService } from '../discrepancy/finding.service.js';
import type { EnterpriseCopyRepository } from '../enterprise-copy/enterprise-copy.repository.js';
import type { LoanFiling } from '../filing/filing.js';
import {
  loanKey,
  type BankEvent,
  type EventReceipt,
  type EventVerdict,
  type ReceivedEvent,
} from './bank-event.js';
import { readRecordedEvent } from './bank-event-reader.js';
import type { BankEventRepository, RecordedEvent } from './bank-event.repository.js';
import { announcementsOf } from './loan-announcement.js';
import { Desk, NEEDS_EARLIER, type EarlierEvent } from './event-desk.js';
import { FuseTrippedMeanwhile, type LoanCoverService } from './loan-cover.service.js';

const eventKey = (bankCode: string, eventId: string): string => `${bankCode} ${eventId}`;

type EventName = Pick<BankEvent, 'bankCode' | 'dueBillNo' | 'eventId'>;

/** A group of events at work: the desks of their due bills, what of them was recorded before, and which borrowers are known. */
interface Work {
  desks: Map<string, Desk>;
  known: Map<string, RecordedEvent>;
  active: Set<string>;
  /** What was refused so far; a person is to know of some of it. */
  refused: (EventName & { code: BankRefusalCode })[];
}

/** Records bank events and keeps their loans folded: the one code path of single events, batches and retries. */
export class EventRecorderService {
  private readonly findings = new FindingService();

  constructor(
    private readonly database: Database,
    private readonly events: BankEventRepository,
    private readonly copies: EnterpriseCopyRepository,
    private readonly covers: LoanCoverService,
    private readonly clock: Clock,
  ) {}

  /**
   * Records many events in one transaction, each with its own verdict in the order given: one bad event never costs another its place.
   * @throws DatabaseUnavailable when nothing was recorded, or it is not known whether it was
   */
  async record(received: readonly ReceivedEvent[]): Promise<EventVerdict[]> {
    try {
      return await this.recordOnce(received);
    } catch (error) {
      // One id for two due bills, recorded by another transaction meanwhile, or a fuse that tripped: the second look sees it.
      if (!isUniqueViolation(error) && !(error instanceof FuseTrippedMeanwhile)) throw error;
      return this.recordOnce(received);
    }
  }

  /** Folds due bills again because something outside them changed; part of somebody else's transaction. */
  async refold(tx: Tx, dueBills: readonly { bankCode: string; dueBillNo: string }[]): Promise<void> {
    const work = await this.open(tx, dueBills, []);
    await this.showEarlier(tx, work, [...work.desks.values()]);
    await this.write(tx, [...work.desks.values()]);
  }

  private recordOnce(received: readonly ReceivedEvent[]): Promise<EventVerdict[]> {
    return this.database.transaction(async (tx) => {
      const events = received.map(({ event }) => event);
      const work = await this.open(tx, events, borrowersOf(events));
      const verdicts: EventVerdict[] = [];
      for (const one of received) {
        // Most need nothing of the database, and a turn of the event loop for each would cost a twentieth of the group.
        let verdict = this.judge(one, work);
        if (verdict === NEEDS_EARLIER) {
          await this.showEarlier(tx, work, [deskOf(work, one)]);
          verdict = this.judge(one, work);
        }
        if (verdict === NEEDS_EARLIER) throw new Error('a desk that was shown everything asks again');
        verdicts.push(verdict);
      }
      await this.findings.noteRefused(tx, work.refused, this.clock.now());
      const decided = await this.write(tx, [...work.desks.values()]);
      return this.covers.withDecisions(tx, received, verdicts, decided);
    });
  }

  private async open(
    tx: Tx,
    events: readonly { bankCode: string; dueBillNo: string; eventId?: string }[],
    borrowers: readonly string[],
  ): Promise<Work> {
    const { loans, recorded, active: codes } = await this.events.open(tx, events, borrowers);
    const active = new Set(codes);
    return {
      active,
      desks: new Map(loans.map((loan) => [loanKey(loan.bankCode, loan.dueBillNo), new Desk(loan, active)])),
      known: new Map(recorded.map((row) => [eventKey(row.bankCode, row.eventId), row])),
      refused: [],
    };
  }

  /** Gives desks every earlier event of their due bills; only those that ask for them pay for it. */
  private async showEarlier(tx: Tx, { active }: Work, desks: readonly Desk[]): Promise<void> {
    const earlier = new Map<string, EarlierEvent[]>(
      desks.map(({ loan }) => [loanKey(loan.bankCode, loan.dueBillNo), []]),
    );
    for (const { bankCode, dueBillNo, body, status, code, isSeparate } of await this.events.ofLoans(
      tx,
      desks.map(({ loan }) => loan),
    ))
      earlier
        .get(loanKey(bankCode, dueBillNo))
        ?.push({ event: readRecordedEvent(JSON.parse(body)), status, code, isSeparate });
    const borrowers = borrowersOf([...earlier.values()].flat().map(({ event }) => event));
    for (const code of await this.copies.activeAmong(tx, borrowers)) active.add(code);
    for (const desk of desks) desk.show(earlier.get(loanKey(desk.loan.bankCode, desk.loan.dueBillNo)) ?? []);
  }

  private judge(received: ReceivedEvent, work: Work): EventVerdict | typeof NEEDS_EARLIER {
    const { bankCode, eventId, dueBillNo } = received.event;
    const key = eventKey(bankCode, eventId);
    const earlier = work.known.get(key);
    if (earlier) {
      if (!earlier.fingerprint.equals(received.fingerprint))
        return this.refuse(work, { ...earlier, code: 'EVENT_ID_REUSED' });
      return { kind: 'duplicate', receipt: receiptOf(earlier) };
    }
    const receiptNo = randomUUID();
    const taken = deskOf(work, received).take(received, receiptNo);
    if (taken === NEEDS_EARLIER) return NEEDS_EARLIER;
    if ('refused' in taken) return this.refuse(work, { ...received.event, code: taken.refused });
    const receipt = { eventId, receiptNo, ...taken };
    work.known.set(key, { ...receipt, bankCode, dueBillNo, fingerprint: received.fingerprint });
    return { kind: 'recorded', receipt };
  }

  private refuse(work: Work, event: EventName & { code: BankRefusalCode }): EventVerdict {
    work.refused.push(event);
    return { kind: 'refused', eventId: event.eventId, code: event.code };
  }

  private async write(tx: Tx, desks: readonly Desk[]): Promise<LoanFiling[]> {
    const changes = desks.flatMap((desk) => (desk.isTouched ? (desk.change() ?? []) : []));
    const newEvents = desks.flatMap((desk) => desk.newEvents());
    const numbered = await this.events.write(tx, newEvents, changes);
    await this.events.move(
      tx,
      desks.flatMap((desk) => desk.movedEvents()),
    );
    const now = this.clock.now();
    outbox.append(tx, ...changes.flatMap((change) => announcementsOf(change, now)));
    this.auditArrivals(tx, desks, now);
    await this.findings.note(tx, desks, now);
    return this.covers.settle(tx, desks, numbered);
  }

  private auditArrivals(tx: Tx, desks: readonly Desk[], now: Date): void {
    const at = now.toISOString();
    const entries = desks.flatMap(({ arrived }) =>
      arrived.map(({ received: { event, fingerprint }, receiptNo }) => ({
        at,
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

function deskOf({ desks }: Work, { event: { bankCode, dueBillNo } }: ReceivedEvent): Desk {
  const desk = desks.get(loanKey(bankCode, dueBillNo));
  if (!desk) throw new Error(`no desk for ${dueBillNo}`);
  return desk;
}

function receiptOf({ eventId, receiptNo, status, code }: RecordedEvent): EventReceipt {
  return { eventId, receiptNo, status, ...(code === undefined ? {} : { code }) };
}

function borrowersOf(events: readonly BankEvent[]): string[] {
  const codes = events.flatMap(({ fact }) => (fact.type === 'filing.submitted' ? [fact.creditCode] : []));
  return [...new Set(codes)];
}
