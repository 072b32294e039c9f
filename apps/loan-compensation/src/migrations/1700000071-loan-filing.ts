import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was decided on each filing, with everything that is bound to it for ever. A due bill has at most one filing that holds, over all
 * programmes (I-06); who bears which part of a loss adds up to the whole (I-19).
 */
export class LoanFiling1700000071000 implements MigrationInterface {
  name = 'LoanFiling1700000071000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [FILINGS, OPEN, GRANTS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const FILINGS = `
  create table loan_filing (
    filing_no text collate "C" primary key,
    bank_code text not null,
    due_bill_no text not null,
    event_id text not null,
    contract_no text not null,
    credit_code text not null,
    programme text collate "C" not null,
    pool_code text collate "C" references risk_pool,
    status text not null check (status in ('confirmed', 'refused', 'revoked', 'lapsed')),
    reasons text[] not null,
    policy_id text,
    policy_hash text,
    tier text,
    planned_fen bigint not null check (planned_fen > 0),
    filed_fen bigint not null check (filed_fen between 0 and planned_fen),
    rate_ppm int not null,
    tenor_months int not null,
    guarantee_mode text not null,
    credit_portion_bps int not null,
    is_first_loan boolean not null,
    pool_bps int not null check (pool_bps between 0 and 10000),
    bank_bps int not null check (bank_bps between 0 and 10000),
    guarantor_bps int not null check (guarantor_bps between 0 and 10000),
    share_rules jsonb not null,
    layers jsonb not null,
    rate_cap_ppm int,
    coverage_mode text check (coverage_mode in ('PRO_RATA', 'FIRST_AMOUNT')),
    filed_on date not null,
    lapses_after date,
    conditional_until date,
    borrower jsonb not null,
    decided_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    ending text,
    end_reason text,
    unique (due_bill_no, bank_code, event_id),
    check ((status = 'refused') = (cardinality(reasons) > 0)),
    check (status = 'refused' or (pool_code is not null and policy_id is not null and policy_hash is not null and tier is not null
      and rate_cap_ppm is not null and coverage_mode is not null and lapses_after is not null and filed_fen > 0)),
    check (status = 'refused' or pool_bps + bank_bps + guarantor_bps = 10000),
    check ((status in ('revoked', 'lapsed')) = (ended_at is not null)),
    check ((ended_at is null) = (ended_by is null))
  );
  create unique index loan_filing_in_force on loan_filing (due_bill_no, bank_code) where status = 'confirmed';
  create index loan_filing_of_enterprise on loan_filing (credit_code, programme) where status = 'confirmed';
  create index loan_filing_of_bank on loan_filing (bank_code, filing_no);`;

const OPEN = `
  -- What of a loan its filing covers: all that is filed until it is drawn, then the covered part of what is owed (funding.md §7.2, §7.5).
  create function held_of_filing(coverage_mode text, filed bigint, loan_state text) returns bigint language sql immutable as $$
    select case
        when disbursed = 0 then filed
        when coverage_mode = 'FIRST_AMOUNT' then least(principal, filed)
        else div(principal::numeric * least(filed, disbursed), disbursed)::bigint end
      from (select (loan_state::jsonb ->> 'disbursedFen')::bigint as disbursed, (loan_state::jsonb ->> 'principalFen')::bigint as principal) s
  $$;

  -- Locks the pools of the programmes in the order of their codes and then looks up all that decisions on filings rest on. A function,
  -- because each of its statements sees what was committed while the lock before it was waited for.
  create function open_filings(programmes text[], days date[], borrowers text[], banks text[])
    returns table (kind text, body text) language plpgsql as $$
  begin
    perform from risk_pool p where p.programme = any (programmes) order by p.pool_code for update;
    return query
      select 'pool', jsonb_build_object('programme', p.programme, 'poolCode', p.pool_code,
        'cashFen', coalesce((select balance_fen from ledger_entry e where e.pool_code = p.pool_code and e.account = 'POOL_CASH'
                     order by account_version desc limit 1), 0)::text,
        'reservedFen', coalesce((select balance_fen from ledger_entry e where e.pool_code = p.pool_code and e.account = 'RESERVED'
                     order by account_version desc limit 1), 0)::text,
        'coveredFen', coalesce((select sum(held_of_filing(f.coverage_mode, f.filed_fen, l.state)) from loan_filing f
                     join loan l using (bank_code, due_bill_no) where f.pool_code = p.pool_code and f.status = 'confirmed'), 0)::text)::text
        from risk_pool p where p.programme = any (programmes);
    return query
      select 'policy', jsonb_build_object('programme', g, 'day', d, 'version', v.version, 'hash', v.hash)::text
        from unnest(programmes, days) as k (g, d) join loan_policy v on v.programme = k.g and v.status = 'published'
         and daterange(v.effective_from, v.effective_to, '[]') @> k.d;
    return query
      select 'quote', jsonb_build_object('publishedOn', published_on, 'ratePpm', rate_ppm)::text
        from lpr_quote where status = 'confirmed' and published_on <= (select max(d) from unnest(days) d);
    return query
      select 'enterprise', jsonb_build_object('creditCode', c.credit_code, 'name', c.name, 'districtCode', c.district_code,
        'establishedOn', c.established_on, 'registryVersion', c.key_version,
        'titles', (select coalesce(jsonb_agg(jsonb_build_object('programme', t.programme, 'status', t.status,
            'validFrom', t.valid_from, 'validTo', t.valid_to) order by t.qualification_id), '[]') from enterprise_title t
            where t.credit_code = c.credit_code),
        'revenue', (select coalesce(jsonb_agg(jsonb_build_object('fiscalYear', r.fiscal_year, 'revenueBand', r.revenue_band)
            order by r.fiscal_year), '[]') from enterprise_revenue r where r.credit_code = c.credit_code),
        'creditEvents', (select coalesce(jsonb_agg(jsonb_build_object('creditEventType', e.credit_event_type,
            'occurredOn', e.occurred_on, 'removedOn', e.removed_on) order by e.credit_event_id), '[]') from enterprise_credit_event e
            where e.credit_code = c.credit_code))::text
        from enterprise_copy c where c.credit_code = any (borrowers);
    return query
      select 'held', jsonb_build_object('programme', f.programme, 'bankCode', f.bank_code, 'creditCode', f.credit_code,
        'heldFen', held_of_filing(f.coverage_mode, f.filed_fen, l.state)::text, 'loanStatus', l.status)::text
        from loan_filing f join loan l using (bank_code, due_bill_no)
        where f.status = 'confirmed' and f.credit_code = any (borrowers) and f.programme = any (programmes);
    return query
      select 'bank', jsonb_build_object('programme', g, 'bankCode', b, 'heldFen',
        coalesce((select sum(held_of_filing(f.coverage_mode, f.filed_fen, l.state)) from loan_filing f
                  join loan l using (bank_code, due_bill_no) where f.programme = g and f.bank_code = b and f.status = 'confirmed'), 0)::text)::text
        from (select distinct g, b from unnest(programmes, banks) as k (g, b)) k;
  end $$;`;

const GRANTS = `
  do $$ begin
    execute format('revoke update, delete, truncate on loan_filing from %I', current_database() || '_app');
    execute format('grant update (status, ended_at, ended_by, ending, end_reason) on loan_filing to %I', current_database() || '_app');
  end $$;`;
