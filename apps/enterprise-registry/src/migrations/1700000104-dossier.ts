import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an enterprise can show for itself; the facts of an item are of its kind and never rewritten. */
export class Dossier1700000104000 implements MigrationInterface {
  readonly name = 'Dossier1700000104000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table dossier_item (
        item_id uuid primary key,
        kind text collate "C" not null check (kind in
          ('award', 'rdInstitution', 'standard', 'segmentMarket', 'certification', 'equityFinancing', 'platformScore')),
        facts jsonb not null,
        credit_code text collate "C" not null references enterprise,
        status text collate "C" not null check (status in ('submitted', 'verified', 'rejected', 'withdrawn')),
        evidence_ids uuid[] not null,
        rejection_reasons jsonb not null default '[]',
        declared_by text not null,
        declared_at timestamptz not null,
        decided_by text check (decided_by <> declared_by),
        decided_at timestamptz,
        withdrawn_at timestamptz,
        check (status not in ('verified', 'rejected') or decided_at is not null),
        check ((status = 'withdrawn') = (withdrawn_at is not null))
      )`);
    await queryRunner.query(`create index dossier_item_by_enterprise on dossier_item (credit_code)`);
    await queryRunner.query(`
      create index dossier_item_waiting on dossier_item (item_id) where status = 'submitted'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
