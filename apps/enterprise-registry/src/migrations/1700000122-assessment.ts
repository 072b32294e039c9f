import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applications for titles: what was frozen at each submission is only ever added to. */
export class Assessment1700000122000 implements MigrationInterface {
  readonly name = 'Assessment1700000122000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statements of [ASSESSMENTS, INDEXES, FROZEN, GRANTS]) await queryRunner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}

const ASSESSMENTS = `
  create table assessment (
    assessment_id uuid primary key,
    credit_code text collate "C" not null references enterprise,
    programme text collate "C" not null,
    action text collate "C" not null check (action in ('initial', 'review')),
    status text collate "C" not null check (status in
      ('draft', 'submitted', 'formCheck', 'returned', 'rejectedAtForm', 'districtReview', 'recommended', 'notRecommended',
       'cityReview', 'expertReview', 'proposed', 'notPassed', 'publicNotice', 'objectionHold', 'granted', 'revokedAtNotice',
       'withdrawn')),
    district_code text collate "C" not null,
    choices jsonb not null,
    reviewed_qualification_id uuid references qualification check ((reviewed_qualification_id is not null) = (action = 'review')),
    snapshot_no integer,
    apply_date date,
    policy_id text collate "C",
    policy_hash text,
    summary text collate "C",
    fact_versions jsonb,
    returns integer not null check (returns between 0 and 2),
    due_on date,
    defects jsonb not null,
    decision_reason text,
    opened_by text not null,
    submitted_by text,
    recommended_by text,
    proposed_by text,
    approved_by text check (approved_by <> proposed_by),
    version integer not null check (version > 0),
    opened_at timestamptz not null,
    recorded_at timestamptz not null,
    check (status <> 'returned' or due_on is not null),
    check ((snapshot_no is null) = (apply_date is null) and (snapshot_no is null) = (policy_id is null)),
    check (snapshot_no is not null or status in ('draft', 'withdrawn')),
    check (status not in ('publicNotice', 'objectionHold', 'granted') or approved_by is not null)
  )`;

const INDEXES = `
  create unique index assessment_one_open on assessment (credit_code, programme) where status in
    ('draft', 'submitted', 'formCheck', 'returned', 'districtReview', 'recommended', 'cityReview', 'expertReview', 'proposed',
     'publicNotice', 'objectionHold');
  create index assessment_by_enterprise on assessment (credit_code, opened_at);
  create index assessment_waiting on assessment (status, district_code, recorded_at, assessment_id) where status in
    ('submitted', 'formCheck', 'districtReview', 'recommended', 'cityReview', 'expertReview', 'proposed');
  create index assessment_due on assessment (due_on) where due_on is not null`;

const FROZEN = `
  create table assessment_snapshot (
    assessment_id uuid not null references assessment,
    snapshot_no integer not null check (snapshot_no > 0),
    snapshot text not null,
    result text not null,
    result_hash text not null,
    frozen_at timestamptz not null,
    primary key (assessment_id, snapshot_no)
  );
  create table assessment_final (
    assessment_id uuid not null references assessment,
    proposal_no integer not null check (proposal_no > 0),
    decisions text not null,
    result text not null,
    result_hash text not null,
    frozen_at timestamptz not null,
    primary key (assessment_id, proposal_no)
  );
  create table assessment_manual_decision (
    assessment_id uuid not null references assessment,
    snapshot_no integer not null,
    criterion_id text not null,
    outcome text not null check (outcome in ('MET', 'UNMET')),
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null,
    primary key (assessment_id, snapshot_no, criterion_id)
  )`;

// What was frozen is evidence: the role that runs the service adds to it and changes nothing.
const GRANTS = `
  do $$ begin
    execute format('revoke update, delete on assessment_snapshot, assessment_final from %I', current_database() || '_app');
    execute format('revoke delete on assessment, assessment_manual_decision from %I', current_database() || '_app');
  end $$`;
