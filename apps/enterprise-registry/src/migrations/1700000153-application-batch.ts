import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 申报批次: when applications of a kind are taken, and in which batch each one was. */
export class ApplicationBatch1700000153000 implements MigrationInterface {
  readonly name = 'ApplicationBatch1700000153000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table application_batch (
        batch_id uuid primary key,
        programme text collate "C" not null,
        action text collate "C" not null check (action in ('initial', 'review')),
        name text not null,
        doc_no text not null,
        opens_on date not null,
        closes_on date not null check (closes_on >= opens_on),
        status text collate "C" not null check (status in ('proposed', 'approved', 'rejected', 'withdrawn')),
        proposed_by text not null,
        proposed_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        check ((status = 'proposed') = (decided_by is null and decided_at is null)),
        check (status not in ('approved', 'rejected') or decided_by <> proposed_by)
      )`);
    await queryRunner.query(
      `create index application_batch_of_programme on application_batch (programme, opens_on)`,
    );
    await queryRunner.query(`alter table assessment add column batch_id uuid references application_batch`);
    await queryRunner.query(`
      do $$ begin
        execute format('revoke update, delete on application_batch from %I', current_database() || '_app');
        execute format('grant update (status, decided_by, decided_at, decision_reason) on application_batch to %I',
          current_database() || '_app');
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
