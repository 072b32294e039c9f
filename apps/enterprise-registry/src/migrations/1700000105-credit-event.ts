import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands against an enterprise. It is recorded once and may be removed; it is never rewritten. */
export class CreditEvent1700000105000 implements MigrationInterface {
  readonly name = 'CreditEvent1700000105000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table credit_event (
        credit_event_id uuid primary key,
        credit_code text collate "C" not null references enterprise,
        type text collate "C" not null,
        occurred_on date not null,
        source text collate "C" not null check (source in ('BUREAU', 'REGISTRY', 'TAX', 'PUBLIC')),
        document_no text not null,
        note text,
        evidence_ids uuid[] not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        removed_on date check (removed_on >= occurred_on),
        removal_reason text,
        removed_by text,
        removal_recorded_at timestamptz,
        unique (credit_code, type, occurred_on, document_no),
        check ((removed_on is null) = (removal_reason is null and removed_by is null and removal_recorded_at is null))
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
