import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { EventReceipt } from './bank-event.js';
import type { MovedEvent, NewEvent } from './event-record.js';

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

@Injectable()
export class BankEventRepository {
  constructor(private readonly database: Database) {}

  async findRecorded(
    tx: Tx,
    events: readonly { bankCode: string; eventId: string }[],
  ): Promise<RecordedEvent[]> {
    const rows = await tx.query<RecordedEvent & { code: EventReceipt['code'] | null }>(
      `select e.bank_code as "bankCode", e.event_id as "eventId", due_bill_no as "dueBillNo", receipt_no as "receiptNo",
              fingerprint, first_status as status, first_code as code
         from unnest($1::text[], $2::text[]) as k (bank_code, event_id) join bank_event e using (bank_code, event_id)`,
      [events.map(({ bankCode }) => bankCode), events.map(({ eventId }) => eventId)],
    );
    return rows.map(({ code, ...row }) => ({ ...row, ...(code === null ? {} : { code }) }));
  }

  ofLoans(tx: Tx, dueBills: readonly { bankCode: string; dueBillNo: string }[]): Promise<StoredEvent[]> {
    return tx.query<StoredEvent>(
      `select e.bank_code as "bankCode", e.due_bill_no as "dueBillNo", body, status, code
         from unnest($1::text[], $2::text[]) as k (bank_code, due_bill_no) join bank_event e using (bank_code, due_bill_no)`,
      [dueBills.map(({ bankCode }) => bankCode), dueBills.map(({ dueBillNo }) => dueBillNo)],
    );
  }

  /** In the order of their ids, so that two groups that share some never wait for each other in a circle. */
  async add(tx: Tx, events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.execute(
      `insert into bank_event (bank_code, event_id, due_bill_no, receipt_no, fingerprint, body, status, code, first_status,
                               first_code, waits_for)
         select b, e, d, r, f, y, s, c, s, c, w
           from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::bytea[], $6::text[], $7::text[], $8::text[],
                       $9::text[]) as n (b, e, d, r, f, y, s, c, w) order by b, e`,
      [
        events.map(({ bankCode }) => bankCode),
        events.map(({ eventId }) => eventId),
        events.map(({ dueBillNo }) => dueBillNo),
        events.map(({ receiptNo }) => receiptNo),
        events.map(({ fingerprint }) => fingerprint),
        events.map(({ body }) => body),
        events.map(({ status }) => status),
        events.map(({ code }) => code),
        events.map(({ waitsFor }) => waitsFor),
      ],
    );
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
