import { bytesArray, Database, textArray, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Cover } from '../covered-position/covered-position.js';
import type { EventReceipt } from './bank-event.js';
import type { LoanChange, LockedLoan, MovedEvent, NewEvent } from './event-record.js';

/** A recorded event with what the bank was told the first time. */
export interface RecordedEvent extends EventReceipt {
  bankCode: string;
  dueBillNo: string;
  fingerprint: Buffer;
}

/** A recorded event as it came, with what stands of it now. */
export interface StoredEvent {
  bankCode: string;
  dueBillNo: string;
  body: string;
  status: string;
  code: string | null;
  /** Whether it is a fact of its own; null where nobody was asked. */
  isSeparate: boolean | null;
}

export interface BankEventView {
  eventId: string;
  dueBillNo: string;
  receiptNo: string;
  status: string;
  code: string | null;
  receivedAt: Date;
  body: string;
}

export interface OpenedEvents {
  loans: LockedLoan[];
  recorded: RecordedEvent[];
  /** Credit codes of the borrowers that are active enterprises of the copy. */
  active: string[];
}

/** A loan with the number it is filed under; none before its filing. */
export interface NumberedLoan {
  bankCode: string;
  dueBillNo: string;
  filingNo: string | null;
}

interface OpenedRow {
  kind: 'loan' | 'event' | 'borrower';
  bank_code: string;
  key: string;
  due_bill_no: string;
  filing_no: string | null;
  state: string;
  tail: string;
  fold_hash: string;
  version: bigint;
  receipt_no: string;
  fingerprint: Buffer;
  status: EventReceipt['status'];
  code: EventReceipt['code'] | null;
  cover: string | null;
}

const WRITE = `select bank_code as "bankCode", due_bill_no as "dueBillNo", filing_no as "filingNo"
  from write_bank_events(${Array.from({ length: 20 }, (_, n) => `$${n + 1}`).join(', ')})`;

@Injectable()
export class BankEventRepository {
  constructor(private readonly database: Database) {}

  /**
   * Locks the due bills of these events, those heard of for the first time included, and looks up what must be known about the events and
   * their borrowers: in one round trip. An event without an id only opens its due bill.
   */
  async open(
    tx: Tx,
    events: readonly { bankCode: string; dueBillNo: string; eventId?: string }[],
    borrowers: readonly string[],
  ): Promise<OpenedEvents> {
    const rows = await tx.query<OpenedRow>('select * from open_bank_events($1, $2, $3, $4)', [
      textArray(events.map(({ bankCode }) => bankCode)),
      textArray(events.map(({ dueBillNo }) => dueBillNo)),
      textArray(events.map(({ eventId }) => eventId ?? null)),
      borrowers,
    ]);
    return {
      loans: rows.filter(({ kind }) => kind === 'loan').map(lockedLoanOf),
      recorded: rows.filter(({ kind }) => kind === 'event').map(recordedEventOf),
      active: rows.filter(({ kind }) => kind === 'borrower').map(({ key }) => key),
    };
  }

  ofLoans(tx: Tx, dueBills: readonly { bankCode: string; dueBillNo: string }[]): Promise<StoredEvent[]> {
    return tx.query<StoredEvent>(
      `select e.bank_code as "bankCode", e.due_bill_no as "dueBillNo", body, status, code, is_separate as "isSeparate"
         from unnest($1::text[], $2::text[]) as k (bank_code, due_bill_no)
         join bank_event e using (bank_code, due_bill_no)
         left join event_confirmation c on c.bank_code = e.bank_code and c.event_id = e.event_id`,
      [dueBills.map(({ bankCode }) => bankCode), dueBills.map(({ dueBillNo }) => dueBillNo)],
    );
  }

  /**
   * Stores new events, in the order of their ids, and the loans as they now are: in one round trip. A loan that has become filed is given its
   * number (funding.md §4.2). Returns the numbers of the loans.
   */
  async write(tx: Tx, events: readonly NewEvent[], loans: readonly LoanChange[]): Promise<NumberedLoan[]> {
    if (events.length === 0 && loans.length === 0) return [];
    return tx.query<NumberedLoan>(WRITE, [
      textArray(events.map(({ bankCode }) => bankCode)),
      textArray(events.map(({ eventId }) => eventId)),
      textArray(events.map(({ dueBillNo }) => dueBillNo)),
      events.map(({ receiptNo }) => receiptNo),
      bytesArray(events.map(({ fingerprint }) => fingerprint)),
      textArray(events.map(({ body }) => body)),
      textArray(events.map(({ status }) => status)),
      textArray(events.map(({ code }) => code)),
      textArray(events.map(({ waitsFor }) => waitsFor)),
      textArray(loans.map(({ bankCode }) => bankCode)),
      textArray(loans.map(({ dueBillNo }) => dueBillNo)),
      textArray(loans.map(({ creditCode }) => creditCode)),
      loans.map(({ filedOn }) => filedOn),
      textArray(loans.map(({ status }) => status)),
      loans.map(({ principalFen }) => principalFen),
      loans.map(({ plannedFen }) => plannedFen),
      textArray(loans.map(({ state }) => state)),
      textArray(loans.map(({ foldHash }) => foldHash)),
      textArray(loans.map(({ tail }) => tail)),
      loans.map(({ version }) => version),
    ]);
  }

  /** Events whose outcome another event changed. */
  async move(tx: Tx, events: readonly MovedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.execute(
      `update bank_event e set status = n.status, code = n.code, waits_for = n.waits_for
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
           as n (bank_code, event_id, status, code, waits_for)
         where e.bank_code = n.bank_code and e.event_id = n.event_id`,
      [
        events.map(({ bankCode }) => bankCode),
        events.map(({ eventId }) => eventId),
        events.map(({ status }) => status),
        events.map(({ code }) => code),
        events.map(({ waitsFor }) => waitsFor),
      ],
    );
  }

  /** The due bills with an event that waits for one of these enterprises. */
  waitingFor(tx: Tx, creditCodes: readonly string[]): Promise<{ bankCode: string; dueBillNo: string }[]> {
    return tx.query(
      `select distinct bank_code as "bankCode", due_bill_no as "dueBillNo" from bank_event
         where waits_for is not null and waits_for = any($1::text[])`,
      [creditCodes],
    );
  }

  /** A bank finds its own events; officers name the bank. */
  async find(
    bankCode: string | undefined,
    eventId: string,
    caller: Actor,
  ): Promise<BankEventView | undefined> {
    const [found] = await this.database.query<BankEventView>(
      `select event_id as "eventId", due_bill_no as "dueBillNo", receipt_no as "receiptNo", status, code,
              received_at as "receivedAt", body
         from bank_event where bank_code = coalesce($1, $2) and ($1::text is null or bank_code = $1) and event_id = $3`,
      [caller.bank ?? null, bankCode ?? null, eventId],
    );
    return found;
  }
}

function lockedLoanOf(row: OpenedRow): LockedLoan {
  const { due_bill_no: dueBillNo, filing_no: filingNo, state, tail, fold_hash: foldHash, version } = row;
  const cover = row.cover === null ? undefined : coverOf(JSON.parse(row.cover) as StoredCover);
  return { bankCode: row.bank_code, dueBillNo, filingNo, state, tail, foldHash, version, cover };
}

/** Fen travel inside JSON as texts. */
type StoredCover = Omit<Cover, 'filedFen'> & { filedFen: string };

const coverOf = (cover: StoredCover): Cover => ({ ...cover, filedFen: BigInt(cover.filedFen) });

function recordedEventOf(row: OpenedRow): RecordedEvent {
  const { key: eventId, due_bill_no: dueBillNo, receipt_no: receiptNo, fingerprint, status, code } = row;
  const receipt = { eventId, receiptNo, status, ...(code === null ? {} : { code }) };
  return { bankCode: row.bank_code, dueBillNo, fingerprint, ...receipt };
}
