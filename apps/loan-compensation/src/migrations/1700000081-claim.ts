import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Claims with the steps they took, what is set aside for them, and the caps they share. Nobody signs two of the steps (I-13), a cap never
 * holds more than its limit (I-08), and the steps are written once.
 */
export class Claim1700000081000 implements MigrationInterface {
  name = 'Claim1700000081000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [CLAIMS, STEPS, CAPS, LEDGER, GRANTS]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const CLAIMS = `
  create sequence claim_number;
  create table claim (
    claim_no text collate "C" primary key,
    bank_code text not null,
    due_bill_no text not null,
    filing_no text collate "C" not null references loan_filing,
    pool_code text collate "C" not null references risk_pool,
    credit_code text not null,
    policy_id text not null,
    kind text not null check (kind in ('INTERIM', 'FINAL', 'SUPPLEMENTARY')),
    first_claim_no text collate "C" references claim,
    status text not null,
    suspended_from text,
    suspensions jsonb not null,
    trigger text not null,
    triggered_on date not null,
    submitted_on date,
    certified_principal_fen bigint not null check (certified_principal_fen >= 0),
    difference_reason text,
    other_policy_paid_fen bigint not null check (other_policy_paid_fen >= 0),
    documents jsonb not null,
    signatures jsonb not null,
    returns int not null,
    due_on date,
    quote jsonb,
    cutoff_on date,
    payment_no text,
    paid_on date,
    refusal_ground text,
    reason text,
    version int not null,
    opened_at timestamptz not null,
    changed_at timestamptz not null,
    foreign key (bank_code, due_bill_no) references loan,
    check ((status = 'suspended') = (suspended_from is not null)),
    check ((status = 'rejected') = (refusal_ground is not null)),
    check ((payment_no is null) = (paid_on is null))
  );
  -- One claim of a loan at a time is on its way.
  create unique index claim_on_its_way on claim (due_bill_no, bank_code)
    where status not in ('rejected', 'withdrawn', 'lapsed', 'paid', 'recovering', 'closed', 'clawedBack');
  create unique index claim_payment on claim (pool_code, payment_no) where payment_no is not null;
  create index claim_of_loan on claim (due_bill_no, bank_code, claim_no);
  create index claim_of_bank on claim (bank_code, claim_no);
  create index claim_by_status on claim (status, due_on, claim_no);
  create function distinct_signatures(signatures jsonb) returns boolean language sql immutable as $$
    select count(*) = count(distinct value) from jsonb_each_text(signatures)
  $$;
  alter table claim add constraint claim_four_eyes check (distinct_signatures(signatures));`;

const STEPS = `
  alter table partner_bank add exited_on date;
  create table claim_step (
    claim_no text collate "C" not null references claim,
    step_no int not null,
    move text not null,
    status text not null,
    actor_id text not null,
    reason text,
    due_on date,
    quote jsonb,
    acted_at timestamptz not null,
    primary key (claim_no, step_no)
  );`;

const CAPS = `
  create table cap_counter (
    cap_type text collate "C" not null,
    scope_id text collate "C" not null,
    period text collate "C" not null,
    limit_fen bigint not null,
    used_fen bigint not null default 0 check (used_fen >= 0),
    reserved_fen bigint not null default 0 check (reserved_fen >= 0),
    primary key (cap_type, scope_id, period),
    constraint cap_counter_within_limit check (used_fen + reserved_fen <= limit_fen)
  );
  create table claim_reservation (
    claim_no text collate "C" primary key references claim,
    period text not null,
    payable_fen bigint not null check (payable_fen >= 0),
    loss_fen bigint not null check (loss_fen >= 0),
    is_pool_capped boolean not null,
    is_bank_capped boolean not null,
    status text not null check (status in ('reserved', 'released', 'used'))
  );`;

const LEDGER = `
  alter table ledger_posting drop constraint ledger_posting_kind_check;
  alter table ledger_posting add constraint ledger_posting_kind_check check (kind in (
    'topUp', 'reserve', 'release', 'pay', 'recovery', 'correction', 'clawback', 'remittance', 'setOff'));`;

const GRANTS = `
  do $$ begin
    execute format('revoke update, delete, truncate on claim_step from %I', current_database() || '_app');
    execute format('revoke delete, truncate on claim, cap_counter, claim_reservation from %I', current_database() || '_app');
    execute format('revoke update on claim from %I', current_database() || '_app');
    -- What a claim is about, and by which policy, never changes.
    execute format('grant update (kind, status, suspended_from, suspensions, trigger, triggered_on, submitted_on, certified_principal_fen, difference_reason,
      other_policy_paid_fen, documents, signatures, returns, due_on, quote, cutoff_on, payment_no, paid_on, refusal_ground, reason,
      version, changed_at) on claim to %I', current_database() || '_app');
  end $$;`;
