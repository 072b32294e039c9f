import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What in the data of banks somebody should look at: each finding once, with its deadline and how it was settled. */
export class Discrepancy1700000051000 implements MigrationInterface {
  name = 'Discrepancy1700000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table discrepancy (
        discrepancy_id uuid primary key,
        bank_code text not null,
        due_bill_no text not null,
        -- empty where the finding is about the loan as a whole
        event_id text not null,
        code text not null,
        severity text not null check (severity in ('high', 'medium', 'low')),
        status text not null check (status in ('open', 'resolved')),
        opened_at timestamptz not null,
        due_on date not null,
        resolution text check (resolution in ('vanished', 'accepted')),
        resolved_at timestamptz,
        resolved_by text,
        reason text,
        unique (due_bill_no, bank_code, code, event_id),
        check ((status = 'resolved') = (resolution is not null and resolved_at is not null and resolved_by is not null))
      );
      create index on discrepancy (bank_code, due_on, discrepancy_id) where status = 'open';
      create index on bank_event (received_at) where status = 'PARKED';
      do $$ begin
        execute format('revoke update, delete on discrepancy from %I', current_database() || '_app');
        execute format('grant update (status, opened_at, due_on, resolution, resolved_at, resolved_by, reason) on discrepancy to %I',
          current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
