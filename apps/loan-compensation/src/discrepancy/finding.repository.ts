import type { Tx } from '@gusu/database';
import { randomUUID } from 'node:crypto';
import { EXCEPTION } from './discrepancy.row.js';
import { dueOnOf, severityOf, type Discrepancy, type Finding, type Look, type Turn } from './discrepancy.js';

// The bank's own word for what waits; it goes when the event no longer does.
const STILL_PARKED = `code = 'PARKED_TOO_LONG' and exists (
  select 1 from bank_event e where e.event_id = x.event_id and e.bank_code = x.bank_code and e.status = 'PARKED')`;

/** Findings in the transaction that makes them. */
export class FindingRepository {
  /** Opens what is new, and again what had vanished; what an officer accepted stays so. */
  async open(tx: Tx, findings: readonly Finding[], now: Date): Promise<Discrepancy[]> {
    if (findings.length === 0) return [];
    return tx.query<Discrepancy>(
      `insert into discrepancy as x (discrepancy_id, bank_code, due_bill_no, code, event_id, severity, due_on, status, opened_at)
         select i, b, d, c, e, s, u, 'open', $8
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[]) as n (i, b, d, c, e, s, u)
           order by d, b, c, e
         on conflict (due_bill_no, bank_code, code, event_id) do update
           set status = 'open', opened_at = excluded.opened_at, due_on = excluded.due_on, resolution = null, resolved_at = null,
               resolved_by = null, reason = null
           where x.resolution = 'vanished'
         returning ${EXCEPTION}`,
      [
        findings.map(() => randomUUID()),
        findings.map(({ bankCode }) => bankCode),
        findings.map(({ dueBillNo }) => dueBillNo),
        findings.map(({ code }) => code),
        findings.map(({ eventId = '' }) => eventId),
        findings.map(({ code }) => severityOf(code)),
        findings.map(({ code }) => dueOnOf(code, now)),
        now,
      ],
    );
  }

  /** Settles what a look no longer finds. A look at the newest events alone tells only of the loan as a whole. */
  async settleVanished(tx: Tx, looks: readonly Look[], now: Date): Promise<Discrepancy[]> {
    if (looks.length === 0) return [];
    const found = looks.flatMap(({ findings }) => findings);
    return tx.query<Discrepancy>(
      `update discrepancy x set status = 'resolved', resolution = 'vanished', resolved_at = $8, resolved_by = 'system'
         from unnest($1::text[], $2::text[], $3::bool[]) as k (bank, bill, is_complete)
         where x.bank_code = k.bank and x.due_bill_no = k.bill and x.status = 'open'
           and (k.is_complete or x.event_id = '')
           and x.code <> all (array['EVENT_ID_REUSED', 'FILED_AFTER_OVERDUE', 'REFINANCE_SUSPECT']) and not (${STILL_PARKED})
           and not exists (
             select 1 from unnest($4::text[], $5::text[], $6::text[], $7::text[]) as f (b, d, c, e)
               where f.b = x.bank_code and f.d = x.due_bill_no and f.c = x.code and f.e = x.event_id)
         returning ${EXCEPTION}`,
      [
        looks.map(({ bankCode }) => bankCode),
        looks.map(({ dueBillNo }) => dueBillNo),
        looks.map(({ isComplete }) => isComplete),
        found.map(({ bankCode }) => bankCode),
        found.map(({ dueBillNo }) => dueBillNo),
        found.map(({ code }) => code),
        found.map(({ eventId = '' }) => eventId),
        now,
      ],
    );
  }

  /** The new loans among these, or beside them, that look like the old ones lent again (funding.md §10.17); those that say so are not among them. */
  refinanced(tx: Tx, turns: readonly Turn[]): Promise<{ bankCode: string; dueBillNo: string }[]> {
    return tx.query(
      `select bank_code as "bankCode", due_bill_no as "dueBillNo" from refinanced_loans($1, $2, $3, $4, $5)`,
      [
        turns.map(({ bankCode }) => bankCode),
        turns.map(({ dueBillNo }) => dueBillNo),
        turns.map(({ creditCode }) => creditCode),
        turns.map(({ closedOn }) => closedOn ?? null),
        turns.map(({ disbursedOn }) => disbursedOn ?? null),
      ],
    );
  }

  /** Events that have waited since before `since`, and of which nobody was told. */
  overdueParked(tx: Tx, since: Date, limit: number): Promise<Finding[]> {
    return tx.query<Finding>(
      `select e.bank_code as "bankCode", e.due_bill_no as "dueBillNo", e.event_id as "eventId", 'PARKED_TOO_LONG' as code
         from bank_event e
         where e.status = 'PARKED' and e.received_at < $1 and not exists (
           select 1 from discrepancy x where x.due_bill_no = e.due_bill_no and x.bank_code = e.bank_code
             and x.code = 'PARKED_TOO_LONG' and x.event_id = e.event_id)
         order by e.received_at, e.event_id limit $2`,
      [since, limit],
    );
  }
}
