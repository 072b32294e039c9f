import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists published for objections, and the objections to their items. */
export class PublicNotice1700000123000 implements MigrationInterface {
  readonly name = 'PublicNotice1700000123000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statements of [NOTICES, OBJECTIONS, GRANTS]) await queryRunner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}

const NOTICES = `
  create table public_notice (
    notice_id uuid primary key,
    programme text collate "C" not null,
    heading text not null,
    opened_on date not null,
    closes_on date not null check (closes_on >= opened_on),
    days integer not null check (days > 0),
    unit text collate "C" not null check (unit in ('working', 'calendar')),
    list_hash text not null,
    status text collate "C" not null check (status in ('open', 'closed')),
    opened_by text not null,
    version integer not null check (version > 0),
    recorded_at timestamptz not null
  );
  create index public_notice_open on public_notice (closes_on) where status = 'open';
  create index public_notice_newest on public_notice (opened_on desc, notice_id);
  create table public_notice_item (
    notice_id uuid not null references public_notice,
    assessment_id uuid not null references assessment,
    position integer not null check (position > 0),
    name text not null,
    unit text not null,
    title text not null,
    district text not null,
    status text collate "C" not null check (status in ('listed', 'held', 'cleared', 'removed')),
    primary key (notice_id, position),
    unique (assessment_id)
  );
  create index public_notice_item_waiting on public_notice_item (notice_id) where status in ('listed', 'held')`;

const OBJECTIONS = `
  create table objection (
    objection_id uuid primary key,
    notice_id uuid not null references public_notice,
    assessment_id uuid not null references assessment,
    status text collate "C" not null check (status in ('filed', 'accepted', 'rejected', 'upheld', 'dismissed')),
    objector jsonb not null,
    reason text not null,
    evidence jsonb not null,
    filed_by text not null,
    filed_at timestamptz not null,
    due_on date,
    decision_reason text,
    decided_by text,
    version integer not null check (version > 0),
    recorded_at timestamptz not null,
    check (status <> 'accepted' or due_on is not null)
  );
  create index objection_by_notice on objection (notice_id);
  create index objection_by_item on objection (assessment_id);
  create index objection_waiting on objection (filed_at, objection_id) where status in ('filed', 'accepted')`;

// What was published stays as it was read.
const GRANTS = `
  do $$ begin
    execute format('revoke delete on public_notice, public_notice_item, objection from %I', current_database() || '_app');
    execute format('revoke update on public_notice, public_notice_item from %I', current_database() || '_app');
    execute format('grant update (status, version, recorded_at) on public_notice to %I', current_database() || '_app');
    execute format('grant update (status) on public_notice_item to %I', current_database() || '_app');
  end $$`;
