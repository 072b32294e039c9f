import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Partner banks with their keys, the recorded events, the folded loans, and the copy of the enterprises. */
export class Loan1700000001000 implements MigrationInterface {
  name = 'Loan1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [BANKS, LOANS, GRANTS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const BANKS = `
      create table partner_bank (
        bank_code text primary key,
        name text not null,
        agreement_no text not null,
        created_at timestamptz not null default now()
      );
      create table bank_key (
        key_id uuid primary key default gen_random_uuid(),
        bank_code text not null references partner_bank,
        algorithm text not null check (algorithm in ('v1', 'v1a')),
        -- v1: the HMAC secret, encrypted; v1a: the bank's public key
        material bytea not null,
        valid_from timestamptz not null,
        valid_to timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index on bank_key (bank_code);
`;

const LOANS = `
      create table enterprise_copy (
        credit_code text primary key,
        name text not null,
        district_code text not null,
        status text not null,
        established_on date not null,
        is_synthetic boolean not null,
        key_version bigint not null
      );

      create table loan (
        bank_code text not null,
        due_bill_no text not null,
        credit_code text,
        filing_no text,
        status text not null default 'pending',
        principal_fen bigint not null default 0 check (principal_fen >= 0),
        planned_fen bigint not null default 0,
        state text not null default '{}',
        fold_hash text not null default '',
        version bigint not null default 0,
        primary key (bank_code, due_bill_no)
      ) with (fillfactor = 70);
      create index on loan (credit_code);
      create sequence filing_number;

      create table bank_event (
        bank_code text not null,
        event_id text not null,
        due_bill_no text not null,
        receipt_no uuid not null,
        fingerprint bytea not null,
        body text not null,
        status text not null check (status in ('APPLIED', 'PARKED', 'REVERSED')),
        code text,
        -- what the bank was told the first time; the status above may move on
        first_status text not null,
        first_code text,
        waits_for text,
        received_at timestamptz not null default now(),
        primary key (bank_code, event_id)
      );
      create index on bank_event (bank_code, due_bill_no);
      create index on bank_event (waits_for) where waits_for is not null;
`;

const GRANTS = `
      do $$ begin
        execute format('revoke delete on bank_event, loan from %I', current_database() || '_app');
        execute format('revoke update on bank_event from %I', current_database() || '_app');
        execute format('grant update (status, code, waits_for) on bank_event to %I', current_database() || '_app');
      end $$;`;
