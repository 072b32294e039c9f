import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Risk pools with their contributors, and a ledger that only grows: every posting adds up to zero, every entry continues the balance before
 * it, and cash never falls below nothing. The database holds to all of it at commit, whoever writes.
 */
export class Pool1700000033000 implements MigrationInterface {
  name = 'Pool1700000033000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [POOLS, LEDGER, CHAIN, GRANTS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const POOLS = `
      create table risk_pool (
        pool_code text collate "C" primary key,
        programme text collate "C" not null unique,
        name text not null,
        custodian_bank text not null,
        ledger_version bigint not null default 0,
        opened_by text not null,
        opened_at timestamptz not null
      );
      create table pool_contributor (
        pool_code text collate "C" not null references risk_pool,
        level text collate "C" not null check (level in ('PROVINCE', 'CITY', 'DISTRICT', 'GUARANTOR', 'BANK_DEPOSIT', 'OTHER')),
        name text not null,
        committed_fen bigint not null check (committed_fen >= 0),
        primary key (pool_code, level)
      );
      create table pool_top_up (
        top_up_id uuid primary key,
        pool_code text collate "C" not null,
        level text collate "C" not null,
        amount_fen bigint not null check (amount_fen > 0),
        value_on date not null,
        doc_no text not null,
        status text not null check (status in ('requested', 'posted', 'rejected')),
        requested_by text not null,
        requested_at timestamptz not null,
        decided_by text check (decided_by <> requested_by),
        decided_at timestamptz,
        foreign key (pool_code, level) references pool_contributor,
        check ((status = 'requested') = (decided_by is null))
      );
      create index on pool_top_up (pool_code, requested_at);
`;

const LEDGER = `
      create table ledger_posting (
        posting_id uuid primary key,
        pool_code text collate "C" not null references risk_pool,
        ledger_version bigint not null,
        kind text not null check (kind in ('topUp')),
        reference text not null,
        posted_on date not null,
        value_on date not null,
        posted_by text not null,
        posted_at timestamptz not null,
        unique (pool_code, ledger_version),
        unique (kind, reference)
      );
      -- Debits are positive and credits negative, so that a posting adds up to zero.
      create table ledger_entry (
        posting_id uuid not null references ledger_posting,
        entry_no int not null check (entry_no > 0),
        pool_code text collate "C" not null,
        account text collate "C" not null,
        amount_fen bigint not null check (amount_fen <> 0),
        previous_balance_fen bigint not null,
        balance_fen bigint not null check (balance_fen = previous_balance_fen + amount_fen),
        account_version bigint not null check (account_version > 0),
        posted_on date not null,
        primary key (posting_id, entry_no),
        unique (pool_code, account, account_version),
        check (account <> 'POOL_CASH' or balance_fen >= 0),
        check (account_version > 1 or previous_balance_fen = 0)
      );
      create index on ledger_entry (pool_code, account, posted_on, account_version);
`;

const CHAIN = `
      create function require_balanced_posting() returns trigger language plpgsql as $$
      declare
        sum_fen numeric;
      begin
        select sum(amount_fen) into sum_fen from ledger_entry where posting_id = new.posting_id;
        if sum_fen <> 0 then
          raise exception 'posting % adds up to % instead of zero', new.posting_id, sum_fen using errcode = '23514';
        end if;
        if new.account_version > 1 and not exists (
             select from ledger_entry e where e.pool_code = new.pool_code and e.account = new.account
               and e.account_version = new.account_version - 1 and e.balance_fen = new.previous_balance_fen) then
          raise exception 'entry % of % does not continue its account', new.account_version, new.account using errcode = '23514';
        end if;
        return null;
      end $$;
      create constraint trigger ledger_entry_balanced after insert on ledger_entry
        deferrable initially deferred for each row execute function require_balanced_posting();
`;

const GRANTS = `
      do $$ begin
        execute format('revoke update, delete, truncate on ledger_posting, ledger_entry, pool_contributor from %I', current_database() || '_app');
        execute format('revoke update, delete on risk_pool, pool_top_up from %I', current_database() || '_app');
        execute format('grant update (ledger_version) on risk_pool to %I', current_database() || '_app');
        execute format('grant update (status, decided_by, decided_at) on pool_top_up to %I', current_database() || '_app');
      end $$;`;
