import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the register does not know of an enterprise as such, every version of it. */
export class EnterpriseProfile1700000106000 implements MigrationInterface {
  readonly name = 'EnterpriseProfile1700000106000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table enterprise_profile (
        credit_code text collate "C" not null references enterprise,
        version integer not null check (version > 0),
        facts jsonb not null,
        none_of text[] not null,
        status text collate "C" not null check (status in ('submitted', 'verified', 'rejected', 'withdrawn')),
        evidence_ids uuid[] not null,
        rejection_reasons jsonb not null default '[]',
        declared_by text not null,
        declared_at timestamptz not null,
        decided_by text check (decided_by <> declared_by),
        decided_at timestamptz,
        withdrawn_at timestamptz,
        primary key (credit_code, version),
        check (status not in ('verified', 'rejected') or decided_at is not null),
        check ((status = 'withdrawn') = (withdrawn_at is not null))
      )`);
    await queryRunner.query(`
      create unique index enterprise_profile_verified on enterprise_profile (credit_code) where status = 'verified'`);
    await queryRunner.query(`
      create unique index enterprise_profile_waiting on enterprise_profile (credit_code) where status = 'submitted'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
