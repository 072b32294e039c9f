import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who reviews, how they were drawn, and the marks they gave. */
export class ExpertReview1700000124000 implements MigrationInterface {
  readonly name = 'ExpertReview1700000124000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table expert (
        expert_id text collate "C" primary key,
        is_finance boolean not null,
        is_active boolean not null
      );
      create table expert_conflict (
        expert_id text collate "C" not null references expert,
        credit_code text collate "C" not null references enterprise,
        primary key (expert_id, credit_code)
      );
      create table expert_panel (
        assessment_id uuid primary key references assessment,
        seed text not null,
        drawn_by text not null,
        drawn_at timestamptz not null
      );
      create table expert_review (
        assessment_id uuid not null references expert_panel,
        expert_id text collate "C" not null references expert,
        is_finance boolean not null,
        status text collate "C" not null check (status in ('drawn', 'conflicted', 'marked')),
        marks jsonb,
        opinion text,
        recorded_at timestamptz not null,
        primary key (assessment_id, expert_id),
        check ((status = 'marked') = (marks is not null))
      );
      create index expert_review_by_expert on expert_review (expert_id, status);
      do $$ begin
        execute format('revoke delete on expert_panel, expert_review from %I', current_database() || '_app');
        execute format('revoke update on expert_panel from %I', current_database() || '_app');
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
