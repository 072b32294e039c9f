import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 节假日安排 of years that the software does not know, and corrections. A day that somebody counted on is never rewritten, only corrected by a later notice. */
export class HolidayNotice1700000151000 implements MigrationInterface {
  readonly name = 'HolidayNotice1700000151000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table holiday_notice (
        notice_id uuid primary key,
        year integer not null check (year between 2000 and 2100),
        doc_no text not null,
        days jsonb not null check (jsonb_array_length(days) > 0),
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
      `create index holiday_notice_approved on holiday_notice (decided_at) where status = 'approved'`,
    );
    await queryRunner.query(`
      do $$ begin
        execute format('revoke update, delete on holiday_notice from %I', current_database() || '_app');
        execute format('grant update (status, decided_by, decided_at, decision_reason) on holiday_notice to %I',
          current_database() || '_app');
      end $$`);
    await queryRunner.query(`
      create function keep_decided_notice() returns trigger language plpgsql as $$ begin
        raise exception 'the holiday notice % is decided', old.notice_id;
      end $$`);
    await queryRunner.query(`
      create trigger keep_decided_notice before update on holiday_notice
        for each row when (old.status <> 'proposed') execute function keep_decided_notice()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
