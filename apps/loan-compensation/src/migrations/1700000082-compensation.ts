import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What pool and bank bear of a loan since the pool paid: epochs of sharing, recoveries and adjustments that are only ever added to (I-20), and what
 * the bank has to remit of them. Each bank event is used once (I-14), and the shares of a receipt are the receipt.
 */
export class Compensation1700000082000 implements MigrationInterface {
  name = 'Compensation1700000082000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [COMPENSATIONS, EPOCHS, RECOVERIES, REMITTANCES, GRANTS])
      await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const COMPENSATIONS = `
  create table compensation (
    first_claim_no text collate "C" primary key references claim,
    bank_code text not null,
    due_bill_no text not null,
    pool_code text collate "C" not null references risk_pool,
    status text not null check (status in ('interim', 'recovering', 'closed')),
    interim_cutoff_on date,
    cutoff_on date not null,
    certified_principal_fen bigint not null,
    loss_fen bigint not null check (loss_fen >= 0),
    uncovered_fen bigint not null check (uncovered_fen >= 0),
    entitled_fen bigint not null check (entitled_fen >= 0),
    carried_forward_fen bigint not null check (carried_forward_fen >= 0),
    supplemented_fen bigint not null default 0 check (supplemented_fen >= 0),
    guarantors jsonb not null,
    layers jsonb not null,
    loan_version bigint not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    unique (due_bill_no, bank_code),
    check ((status = 'closed') = (closed_at is not null))
  );
  create index on compensation (pool_code, first_claim_no);
  create table claim_adjustment (
    first_claim_no text collate "C" not null references compensation,
    adjustment_no int not null,
    reason text not null check (reason in ('LATE_EVENT', 'REVERSAL', 'AUDIT', 'BANK_ERROR', 'COURT', 'FINAL_CLAIM')),
    old_loss_fen bigint not null,
    new_loss_fen bigint not null,
    old_paid_fen bigint not null,
    new_entitled_fen bigint not null,
    clawback_fen bigint not null check (clawback_fen between 0 and old_paid_fen),
    layers jsonb not null,
    adjusted_at timestamptz not null,
    primary key (first_claim_no, adjustment_no)
  );`;

const EPOCHS = `
  create table sharing_epoch (
    first_claim_no text collate "C" not null references compensation,
    epoch_no int not null check (epoch_no > 0),
    burdens jsonb not null,
    layers jsonb not null,
    uncovered_fen bigint not null check (uncovered_fen >= 0),
    recovered_fen bigint not null check (recovered_fen >= 0),
    cost_carry_fen bigint not null check (cost_carry_fen >= 0),
    reason text not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    primary key (first_claim_no, epoch_no)
  );
  create unique index sharing_epoch_open on sharing_epoch (first_claim_no) where closed_at is null;`;

const RECOVERIES = `
  create sequence recovery_number;
  create table recovery (
    recovery_no text collate "C" primary key,
    first_claim_no text collate "C" not null references compensation,
    epoch_no int,
    bank_code text not null,
    due_bill_no text not null,
    event_id text not null,
    root_event_id text not null,
    kind text not null check (kind in ('receipt', 'correction')),
    retyped_from text,
    channel text,
    gross_fen bigint not null,
    cost_fen bigint not null,
    allowed_cost_fen bigint not null,
    disallowed_cost_fen bigint not null,
    net_fen bigint not null,
    shares jsonb not null,
    layers jsonb not null,
    pool_fen bigint not null,
    others_fen bigint not null,
    uncovered_fen bigint not null,
    excess_fen bigint not null,
    received_on date not null,
    booked_at timestamptz not null,
    unique (bank_code, event_id),
    foreign key (first_claim_no, epoch_no) references sharing_epoch (first_claim_no, epoch_no),
    -- A receipt is netted or shared, and shared wholly (I-14).
    check (epoch_no is not null or (pool_fen = 0 and others_fen = 0)),
    check (epoch_no is null or pool_fen + others_fen + uncovered_fen + excess_fen = net_fen),
    check (kind = 'correction' or (net_fen >= 0 and pool_fen >= 0 and others_fen >= 0 and uncovered_fen >= 0 and excess_fen >= 0))
  );
  create index on recovery (first_claim_no, recovery_no);`;

const REMITTANCES = `
  create sequence remittance_number;
  create table remittance (
    remittance_no text collate "C" primary key,
    first_claim_no text collate "C" not null references compensation,
    recovery_no text collate "C" references recovery,
    adjustment_no int,
    pool_code text collate "C" not null,
    bank_code text not null,
    status text not null check (status in ('due', 'partial', 'remitted', 'reconciled', 'overdue', 'setOff')),
    due_fen bigint not null check (due_fen >= 0),
    remitted_fen bigint not null check (remitted_fen between 0 and due_fen),
    due_on date not null,
    set_off_claim_no text collate "C" references claim,
    opened_at timestamptz not null,
    check ((recovery_no is null) <> (adjustment_no is null)),
    check ((status = 'setOff') = (set_off_claim_no is not null))
  );
  create unique index on remittance (recovery_no) where recovery_no is not null;
  create index on remittance (first_claim_no, remittance_no);
  create index on remittance (bank_code, status, due_on);
  create table remittance_payment (
    remittance_no text collate "C" not null references remittance,
    voucher_no text collate "C" not null,
    amount_fen bigint not null check (amount_fen > 0),
    remitted_on date not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    primary key (remittance_no, voucher_no)
  );`;

const GRANTS = `
  do $$ begin
    execute format('revoke update, delete, truncate on claim_adjustment, recovery, remittance_payment from %I', current_database() || '_app');
    execute format('revoke delete, truncate on compensation, sharing_epoch, remittance from %I', current_database() || '_app');
    -- The burdens of an epoch are constant (I-15); it only counts what came back.
    execute format('revoke update on sharing_epoch from %I', current_database() || '_app');
    execute format('grant update (recovered_fen, cost_carry_fen, closed_at) on sharing_epoch to %I', current_database() || '_app');
  end $$;`;
