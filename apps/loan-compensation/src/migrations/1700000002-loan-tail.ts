import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where each loan's fold ended, so that an event which comes after all others need not read them; and one round trip for all that a group of
 * events must know. Loans from before know no end of their fold and find it at their next event.
 */
export class LoanTail1700000002000 implements MigrationInterface {
  name = 'LoanTail1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [KEYS, OPEN, WRITE]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const KEYS = `
  alter table loan add tail text not null default 'null';

  -- The column that tells most comes first: a plan made without statistics may else read all events of a bank to find one.
  alter table bank_event drop constraint bank_event_pkey;
  alter table bank_event add primary key (event_id, bank_code);
  drop index bank_event_bank_code_due_bill_no_idx;
  create index on bank_event (due_bill_no, bank_code);`;

const OPEN = `
  -- Makes and locks the due bills in the order of their keys, so that two groups never wait for each other in a circle; then looks up
  -- which of the events are recorded and which borrowers are active. A function, because each of its statements sees what was
  -- committed while the one before it waited.
  create function open_bank_events(banks text[], due_bills text[], event_ids text[], borrowers text[])
    returns table (kind text, bank_code text, key text, due_bill_no text, filing_no text, state text, tail text, fold_hash text,
                   version bigint, receipt_no uuid, fingerprint bytea, status text, code text)
    language plpgsql
    -- Planned while the tables are empty and kept: nothing but a look-up by key stays right as they grow.
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
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
  end $$;`;

const WRITE = `
  create function write_bank_events(
      banks text[], event_ids text[], due_bills text[], receipts uuid[], fingerprints bytea[], bodies text[], statuses text[],
      codes text[], waits text[],
      loan_banks text[], loan_due_bills text[], borrowers text[], filed_days date[], loan_statuses text[], principals bigint[],
      planned bigint[], states text[], hashes text[], tails text[], versions bigint[])
    returns table (bank_code text, due_bill_no text, filing_no text)
    language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  begin
    insert into bank_event (bank_code, event_id, due_bill_no, receipt_no, fingerprint, body, status, code, first_status, first_code,
                            waits_for)
      select b, e, d, r, f, y, s, c, s, c, w
        from unnest(banks, event_ids, due_bills, receipts, fingerprints, bodies, statuses, codes, waits)
          as n (b, e, d, r, f, y, s, c, w) order by b, e;
    return query
      update loan l set credit_code = n.borrower, status = n.status, principal_fen = n.principal, planned_fen = n.plan,
             state = n.state, fold_hash = n.hash, tail = n.tail, version = n.version,
             filing_no = coalesce(l.filing_no, case when n.filed_on is not null then
               format('KDT-%s-%s-%s', extract(year from n.filed_on), n.bank, lpad(nextval('filing_number')::text, 6, '0')) end)
        from unnest(loan_banks, loan_due_bills, borrowers, filed_days, loan_statuses, principals, planned, states, hashes, tails,
                    versions)
          as n (bank, due_bill, borrower, filed_on, status, principal, plan, state, hash, tail, version)
        where l.bank_code = n.bank and l.due_bill_no = n.due_bill
        returning l.bank_code, l.due_bill_no, l.filing_no;
  end $$;`;
