import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where each loan's fold ended, so that an event which comes after all others need not read them; and one round trip for all that a group of
 * events must know. Loans from before know no end of their fold and find it at their next event.
 */
export class LoanTail1700000002000 implements MigrationInterface {
  name = 'LoanTail1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table loan add tail text not null default 'null';

      -- Makes and locks the due bills in the order of their keys, so that two groups never wait for each other in a circle; then looks up
      -- which of the events are recorded and which borrowers are active. A function, because each of its statements sees what was
      -- committed while the one before it waited.
      create function open_bank_events(banks text[], due_bills text[], event_ids text[], borrowers text[])
        returns table (kind text, bank_code text, key text, due_bill_no text, filing_no text, state text, tail text, fold_hash text,
                       version bigint, receipt_no uuid, fingerprint bytea, status text, code text)
        language plpgsql as $$
      begin
        insert into loan (bank_code, due_bill_no)
          select distinct b, d from unnest(banks, due_bills) as k (b, d) order by b, d on conflict do nothing;
        return query
          select 'loan', l.bank_code, l.due_bill_no, l.due_bill_no, l.filing_no, l.state, l.tail, l.fold_hash, l.version,
                 null::uuid, null::bytea, null, null
            from loan l where (l.bank_code, l.due_bill_no) in (select b, d from unnest(banks, due_bills) as k (b, d))
            order by l.bank_code, l.due_bill_no for update;
        return query
          select 'event', e.bank_code, e.event_id, e.due_bill_no, null, null, null, null, null::bigint,
                 e.receipt_no, e.fingerprint, e.first_status, e.first_code
            from unnest(banks, event_ids) as k (b, i) join bank_event e on e.bank_code = k.b and e.event_id = k.i;
        return query
          select 'borrower', null, c.credit_code, null, null, null, null, null, null::bigint, null::uuid, null::bytea, null, null
            from enterprise_copy c where c.credit_code = any (borrowers) and c.status = 'active';
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
