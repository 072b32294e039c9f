import { verifyAuditChain } from '@gusu/database';
import { violationsOf, type Look, type Violations } from './look.js';

/** What must hold of the loan service's tables after any fault (events-performance.md §6, funding.md §9). */

/** I4: each event that a bank was told is taken is there, once, and on record. */
export const lostAcknowledgements = (
  loans: Look,
  acknowledged: readonly { bankCode: string; eventId: string }[],
): Violations =>
  violationsOf(
    loans,
    `select format('%s of %s was acknowledged: %s events, %s entries', a.event_id, a.bank_code,
                   (select count(*) from bank_event e where e.bank_code = a.bank_code and e.event_id = a.event_id),
                   coalesce(r.n, 0)) as violation
       from unnest($1::text[], $2::text[]) as a (bank_code, event_id)
       left join bank_event e using (bank_code, event_id)
       left join (${RECORDS}) r using (receipt_no)
      where e.receipt_no is null or r.n is distinct from 1`,
    [acknowledged.map(({ bankCode }) => bankCode), acknowledged.map(({ eventId }) => eventId)],
  );

/** I5: of a batch that was not acknowledged either nothing or everything is there. */
export const partialBatches = (
  loans: Look,
  batches: readonly { bankCode: string; eventIds: readonly string[] }[],
): Violations =>
  violationsOf(
    loans,
    `select format('%s of the %s events of a batch that begins with %s', found, sent, first) as violation
       from (select batch, min(id) as first, count(*) as sent, count(e.event_id) as found
               from unnest($1::int[], $2::text[], $3::text[]) as b (batch, bank, id)
               left join bank_event e on e.bank_code = b.bank and e.event_id = b.id
              group by batch) counted
      where found not in (0, sent)`,
    [
      batches.flatMap(({ eventIds }, batch) => eventIds.map(() => batch)),
      batches.flatMap(({ bankCode, eventIds }) => eventIds.map(() => bankCode)),
      batches.flatMap(({ eventIds }) => eventIds),
    ],
  );

/** I5: no event without its entry, no entry without its event, no version of a loan without its announcement. */
export const halfWrittenEvents = (loans: Look): Violations =>
  violationsOf(
    loans,
    `select format('event %s of %s is on record %s times', event_id, bank_code, coalesce(r.n, 0)) as violation
       from bank_event left join (${RECORDS}) r using (receipt_no) where r.n is distinct from 1
     union all
     select format('the record %s is of no event', receipt_no)
       from (${RECORDS}) r where not exists (select 1 from bank_event e where e.receipt_no = r.receipt_no)
     union all
     select format('loan %s has version %s and was announced %s times', due_bill_no, version, coalesce(n, 0))
       from loan l
       left join (select key, count(*) as n from outbox where type = 'loan-compensation.loan.changed' group by key) o
         on o.key = l.bank_code || ':' || l.due_bill_no
      where l.version <> coalesce(n, 0)
     union all
     select format('event %s of %s is of a due bill without a loan', event_id, bank_code)
       from bank_event e where not exists (
         select 1 from loan l where l.bank_code = e.bank_code and l.due_bill_no = e.due_bill_no)`,
  );

/** I6: nothing has happened twice: receipts and filing numbers are each of one event, one loan. */
export const repeatedEffects = (loans: Look): Violations =>
  violationsOf(
    loans,
    `select format('receipt %s was given %s times', receipt_no, count(*)) as violation
       from bank_event group by receipt_no having count(*) > 1
     union all
     select format('filing number %s was given %s times', filing_no, count(*))
       from loan where filing_no is not null group by filing_no having count(*) > 1`,
  );

/** I-03: the principal of each loan is what was disbursed less what was repaid, by the events that took effect. */
export const principalsUnlikeEvents = (loans: Look): Violations =>
  violationsOf(
    loans,
    `select format('loan %s owes %s, its events say %s', due_bill_no, principal_fen, coalesce(fen, 0)) as violation
       from loan l
       left join (
         select bank_code, due_bill_no,
                sum(case b ->> 'type' when 'loan.disbursed' then (b -> 'data' ->> 'amountFen')::bigint
                                      when 'loan.repaid' then -(b -> 'data' ->> 'principalFen')::bigint else 0 end) as fen
           from (select bank_code, due_bill_no, body::jsonb as b from bank_event where status = 'APPLIED') applied
          group by bank_code, due_bill_no) e using (bank_code, due_bill_no)
      where principal_fen <> coalesce(fen, 0)`,
  );

/** I14: the chain of a service's audit entries is whole. */
export async function brokenAuditChain(url: string): Violations {
  const verdict = await verifyAuditChain(url);
  return verdict.sound ? [] : [`audit entry ${verdict.brokenAt}: ${verdict.reason}`];
}

// How often each receipt is on record.
const RECORDS = `
  select (entry::jsonb -> 'after' ->> 'receiptNo')::uuid as receipt_no, count(*) as n
    from audit_entry where entry like '%"bank-event.record"%' group by 1`;
