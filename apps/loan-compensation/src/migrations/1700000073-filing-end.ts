import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How filings end: by the clock, or by officers of whom one asks and another decides. */
export class FilingEnd1700000073000 implements MigrationInterface {
  name = 'FilingEnd1700000073000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [REVOCATIONS, DUE, OPEN, GRANTS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const REVOCATIONS = `
  create table filing_revocation (
    revocation_id uuid primary key,
    filing_no text collate "C" not null references loan_filing,
    doc_no text not null check (doc_no <> ''),
    reason text not null check (reason <> ''),
    status text not null check (status in ('requested', 'granted', 'rejected')),
    requested_by text not null,
    requested_at timestamptz not null,
    decided_by text check (decided_by <> requested_by),
    decided_at timestamptz,
    check ((status = 'requested') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null))
  );
  create unique index filing_revocation_of_a_filing on filing_revocation (filing_no) where status = 'requested';
  create index on filing_revocation (filing_no, requested_at);`;

const DUE = `
  alter table loan_filing add condition_met_on date;
  create index loan_filing_on_condition on loan_filing (conditional_until)
    where status = 'confirmed' and conditional_until is not null and condition_met_on is null;
  create index loan_undrawn on loan (bank_code, due_bill_no) where status = 'filed';`;

const OPEN = `
  create function cover_of_loan(bank text, due_bill text) returns text language sql stable as $$
    select json_build_object('filingNo', f.filing_no, 'poolCode', f.pool_code, 'filedFen', f.filed_fen::text,
             'coverageMode', f.coverage_mode, 'isCompensated', f.is_compensated, 'lapsesAfter', f.lapses_after)::text
      from loan_filing f where f.due_bill_no = due_bill and f.bank_code = bank and f.status = 'confirmed'
  $$;

  create or replace function open_bank_events(banks text[], due_bills text[], event_ids text[], borrowers text[])
    returns table (kind text, bank_code text, key text, due_bill_no text, filing_no text, state text, tail text, fold_hash text,
                   version bigint, receipt_no uuid, fingerprint bytea, status text, code text, cover text)
    language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  begin
    insert into loan (bank_code, due_bill_no)
      select distinct b, d from unnest(banks, due_bills) as k (b, d) order by b, d on conflict do nothing;
    perform from loan l where (l.bank_code, l.due_bill_no) in (select b, d from unnest(banks, due_bills) as k (b, d))
      order by l.bank_code, l.due_bill_no for update;
    return query
      select 'loan', l.bank_code, l.due_bill_no, l.due_bill_no, l.filing_no, l.state, l.tail, l.fold_hash, l.version,
             null::uuid, null::bytea, null, null, cover_of_loan(l.bank_code, l.due_bill_no)
        from loan l where (l.bank_code, l.due_bill_no) in (select b, d from unnest(banks, due_bills) as k (b, d))
        order by l.bank_code, l.due_bill_no;
    return query
      select 'event', e.bank_code, e.event_id, e.due_bill_no, null, null, null, null, null::bigint,
             e.receipt_no, e.fingerprint, e.first_status, e.first_code, null
        from unnest(banks, event_ids) as k (b, i) join bank_event e on e.bank_code = k.b and e.event_id = k.i;
    return query
      select 'borrower', null, c.credit_code, null, null, null, null, null, null::bigint, null::uuid, null::bytea, null, null, null
        from enterprise_copy c where c.credit_code = any (borrowers) and c.status = 'active';
  end $$;`;

const GRANTS = `
  do $$ begin
    execute format('grant update (condition_met_on) on loan_filing to %I', current_database() || '_app');
    execute format('revoke update, delete, truncate on filing_revocation from %I', current_database() || '_app');
    execute format('grant update (status, decided_by, decided_at) on filing_revocation to %I', current_database() || '_app');
  end $$;`;
