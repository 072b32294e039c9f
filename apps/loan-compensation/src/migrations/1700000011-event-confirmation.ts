import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said of events suspected to be one fact sent twice: once each, by whom and why, never changed. */
export class EventConfirmation1700000011000 implements MigrationInterface {
  name = 'EventConfirmation1700000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event_confirmation (
        bank_code text not null,
        event_id text not null,
        is_separate boolean not null,
        reason text not null check (reason <> ''),
        confirmed_by text not null,
        confirmed_at timestamptz not null,
        primary key (bank_code, event_id),
        foreign key (event_id, bank_code) references bank_event (event_id, bank_code)
      );
      alter table bank_event drop constraint bank_event_status_check;
      alter table bank_event add constraint bank_event_status_check
        check (status in ('APPLIED', 'PARKED', 'REVERSED', 'DISCARDED'));
      do $$ begin
        execute format('revoke update, delete on event_confirmation from %I', current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
