import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each pool covers, as a whole and for each bank, kept by what each loan changes; with it the level of the fuse, its history, and
 * where it stood at the ends of months. A due bill is opened together with the cover that holds for it.
 */
export class CoveredPosition1700000072000 implements MigrationInterface {
  name = 'CoveredPosition1700000072000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [POSITIONS, FUSES, MOVE, OPEN, OPEN_FILINGS, GRANTS])
      await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const POSITIONS = `
  alter table loan_filing add is_compensated boolean not null default false;

  create table covered_position (
    pool_code text collate "C" not null references risk_pool,
    -- empty for the pool as a whole
    bank_code text collate "C" not null,
    held_fen bigint not null default 0 check (held_fen >= 0),
    covered_fen bigint not null default 0 check (covered_fen between 0 and held_fen),
    bad_fen bigint not null default 0 check (bad_fen between 0 and covered_fen),
    unrecovered_fen bigint not null default 0 check (unrecovered_fen >= 0),
    filings int not null default 0 check (filings >= 0),
    loans int not null default 0 check (loans between 0 and filings),
    fuse_level text not null default 'NORMAL' check (fuse_level in ('NORMAL', 'WARN', 'STOP_NEW', 'STOP_COMPENSATION')),
    fuse_since timestamptz not null default now(),
    primary key (pool_code, bank_code)
  ) with (fillfactor = 50);
  create table covered_year (
    pool_code text collate "C" not null references risk_pool,
    bank_code text collate "C" not null,
    year int not null,
    enrolled_fen bigint not null default 0 check (enrolled_fen >= 0),
    drawn_fen bigint not null default 0 check (drawn_fen between 0 and enrolled_fen),
    bad_fen bigint not null default 0 check (bad_fen between 0 and drawn_fen),
    loans int not null default 0 check (loans >= 0),
    primary key (pool_code, bank_code, year)
  ) with (fillfactor = 50);
  create index loan_overdue on loan (bank_code, due_bill_no) where status = 'overdue';`;

const FUSES = `
  create table fuse_change (
    pool_code text collate "C" not null references risk_pool,
    bank_code text collate "C" not null,
    change_no bigint generated always as identity primary key,
    previous_level text not null,
    level text not null check (level <> previous_level),
    numerator_fen bigint not null,
    denominator_fen bigint not null,
    loans int not null,
    policy_id text not null,
    changed_by text not null,
    changed_at timestamptz not null
  );
  create index on fuse_change (pool_code, bank_code, change_no);
  create table fuse_month_end (
    pool_code text collate "C" not null references risk_pool,
    bank_code text collate "C" not null,
    month_end date not null check (extract(day from month_end + 1) = 1),
    numerator_fen bigint not null,
    denominator_fen bigint not null,
    loans int not null,
    taken_at timestamptz not null,
    primary key (pool_code, bank_code, month_end)
  );
  create table fuse_lift (
    lift_id uuid primary key,
    pool_code text collate "C" not null references risk_pool,
    bank_code text collate "C" not null,
    level text not null,
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
  create unique index fuse_lift_of_a_fuse on fuse_lift (pool_code, bank_code) where status = 'requested';`;

const MOVE = `
  -- Makes and locks positions in the order of their keys and moves them: in one round trip, late in its transaction, since all loans of a
  -- pool meet in one row. Returns each as it now stands, with the version of the policy that rules its fuse that day.
  create function move_positions(pools text[], banks text[], helds bigint[], covereds bigint[], bads bigint[], unrecovereds bigint[],
                                 filing_counts int[], loan_counts int[],
                                 year_pools text[], year_banks text[], year_nos int[], enrolleds bigint[], drawns bigint[],
                                 year_bads bigint[], year_loans int[], on_day date)
    returns table (pool_code text, bank_code text, held_fen bigint, covered_fen bigint, bad_fen bigint, unrecovered_fen bigint,
                   filings int, loans int, fuse_level text, programme text, policy_version int,
                   drawn_fen bigint, year_bad_fen bigint, loans_of_year int)
    language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  #variable_conflict use_column
  begin
    insert into covered_position (pool_code, bank_code)
      select k.p, k.b from unnest(pools, banks) as k (p, b) order by k.p, k.b on conflict do nothing;
    perform from covered_position c join unnest(pools, banks) as k (p, b) on c.pool_code = k.p and c.bank_code = k.b
      order by c.pool_code, c.bank_code for update of c;
    update covered_position c set held_fen = c.held_fen + k.held, covered_fen = c.covered_fen + k.covered,
           bad_fen = c.bad_fen + k.bad, unrecovered_fen = c.unrecovered_fen + k.unrecovered,
           filings = c.filings + k.filing_count, loans = c.loans + k.loan_count
      from unnest(pools, banks, helds, covereds, bads, unrecovereds, filing_counts, loan_counts)
        as k (p, b, held, covered, bad, unrecovered, filing_count, loan_count)
      where c.pool_code = k.p and c.bank_code = k.b;
    if cardinality(year_pools) > 0 then
      insert into covered_year (pool_code, bank_code, year)
        select k.p, k.b, k.y from unnest(year_pools, year_banks, year_nos) as k (p, b, y) order by k.p, k.b, k.y on conflict do nothing;
      update covered_year c set enrolled_fen = c.enrolled_fen + k.enrolled, drawn_fen = c.drawn_fen + k.drawn,
             bad_fen = c.bad_fen + k.bad, loans = c.loans + k.loan_count
        from unnest(year_pools, year_banks, year_nos, enrolleds, drawns, year_bads, year_loans)
          as k (p, b, y, enrolled, drawn, bad, loan_count)
        where c.pool_code = k.p and c.bank_code = k.b and c.year = k.y;
    end if;
    return query
      select c.pool_code, c.bank_code, c.held_fen, c.covered_fen, c.bad_fen, c.unrecovered_fen, c.filings, c.loans, c.fuse_level,
             r.programme, v.version, coalesce(y.drawn_fen, 0), coalesce(y.bad_fen, 0), coalesce(y.loans, 0)
        from unnest(pools, banks) as k (p, b) join covered_position c on c.pool_code = k.p and c.bank_code = k.b
        join risk_pool r on r.pool_code = c.pool_code
        left join loan_policy v on v.programme = r.programme and v.status = 'published'
          and daterange(v.effective_from, v.effective_to, '[]') @> on_day
        left join covered_year y on y.pool_code = c.pool_code and y.bank_code = c.bank_code
          and y.year = extract(year from on_day)::int;
  end $$;`;

const OPEN = `
  drop function open_bank_events(text[], text[], text[], text[]);
  create function open_bank_events(banks text[], due_bills text[], event_ids text[], borrowers text[])
    returns table (kind text, bank_code text, key text, due_bill_no text, filing_no text, state text, tail text, fold_hash text,
                   version bigint, receipt_no uuid, fingerprint bytea, status text, code text, cover text)
    language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  begin
    insert into loan (bank_code, due_bill_no)
      select distinct b, d from unnest(banks, due_bills) as k (b, d) order by b, d on conflict do nothing;
    -- Two statements: the cover is looked up after the lock was waited for, or one that ended meanwhile would still be seen.
    perform from loan l where (l.bank_code, l.due_bill_no) in (select b, d from unnest(banks, due_bills) as k (b, d))
      order by l.bank_code, l.due_bill_no for update;
    return query
      select 'loan', l.bank_code, l.due_bill_no, l.due_bill_no, l.filing_no, l.state, l.tail, l.fold_hash, l.version,
             null::uuid, null::bytea, null, null,
             (select json_build_object('filingNo', f.filing_no, 'poolCode', f.pool_code, 'filedFen', f.filed_fen::text,
                'coverageMode', f.coverage_mode, 'isCompensated', f.is_compensated)::text from loan_filing f
                where f.due_bill_no = l.due_bill_no and f.bank_code = l.bank_code and f.status = 'confirmed')
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

const OPEN_FILINGS = `
  create or replace function open_filings(programmes text[], days date[], borrowers text[], banks text[])
    returns table (kind text, body text) language plpgsql
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  begin
    perform from risk_pool p where p.programme = any (programmes) order by p.pool_code for update;
    return query
      select 'pool', jsonb_build_object('programme', p.programme, 'poolCode', p.pool_code,
        'cashFen', coalesce((select balance_fen from ledger_entry e where e.pool_code = p.pool_code and e.account = 'POOL_CASH'
                     order by account_version desc limit 1), 0)::text,
        'reservedFen', coalesce((select balance_fen from ledger_entry e where e.pool_code = p.pool_code and e.account = 'RESERVED'
                     order by account_version desc limit 1), 0)::text,
        'coveredFen', coalesce(c.held_fen, 0)::text, 'fuse', coalesce(c.fuse_level, 'NORMAL'))::text
        from risk_pool p left join covered_position c on c.pool_code = p.pool_code and c.bank_code = ''
        where p.programme = any (programmes);
    return query
      select 'policy', jsonb_build_object('programme', g, 'day', d, 'version', v.version, 'hash', v.hash)::text
        from (select distinct g, d from unnest(programmes, days) as k (g, d)) k
        join loan_policy v on v.programme = k.g and v.status = 'published'
         and daterange(v.effective_from, v.effective_to, '[]') @> k.d;
    return query
      select 'quote', jsonb_build_object('publishedOn', published_on, 'ratePpm', rate_ppm)::text
        from lpr_quote where lpr_quote.status = 'confirmed' and published_on <= (select max(d) from unnest(days) d);
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
        where f.status = 'confirmed' and not f.is_compensated and f.credit_code = any (borrowers) and f.programme = any (programmes);
    return query
      select 'bank', jsonb_build_object('programme', p.programme, 'bankCode', c.bank_code, 'heldFen', c.held_fen::text,
        'fuse', c.fuse_level)::text
        from risk_pool p join covered_position c on c.pool_code = p.pool_code
        where p.programme = any (programmes) and c.bank_code = any (banks);
  end $$;`;

const GRANTS = `
  do $$ begin
    execute format('grant update (is_compensated) on loan_filing to %I', current_database() || '_app');
    execute format('revoke delete, truncate on covered_position, covered_year from %I', current_database() || '_app');
    execute format('revoke update, delete, truncate on fuse_change, fuse_month_end from %I', current_database() || '_app');
    execute format('revoke update, delete, truncate on fuse_lift from %I', current_database() || '_app');
    execute format('grant update (status, decided_by, decided_at) on fuse_lift to %I', current_database() || '_app');
  end $$;`;
