import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rights of the enterprises, and the applications each right was counted in, whoever held it then. */
export class IntellectualProperty1700000103000 implements MigrationInterface {
  readonly name = 'IntellectualProperty1700000103000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table intellectual_property (
        property_id uuid primary key,
        class text collate "C" not null,
        number text not null,
        number_key text collate "C" not null check (number_key <> ''),
        name text not null,
        granted_on date not null,
        acquired_by text collate "C" not null,
        transferred_on date check ((transferred_on is null) = (acquired_by = 'SELF')),
        high_value_reason text,
        is_in_use boolean not null,
        lapsed_on date check (lapsed_on >= granted_on),
        lapse_reason text check ((lapse_reason is null) = (lapsed_on is null)),
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
    await queryRunner.query(`
      create unique index intellectual_property_held on intellectual_property (class, number_key)
        where status in ('submitted', 'verified')`);
    await queryRunner.query(`
      create index intellectual_property_by_enterprise on intellectual_property (credit_code)`);
    await queryRunner.query(`
      create index intellectual_property_waiting on intellectual_property (property_id) where status = 'submitted'`);
    await queryRunner.query(`
      create table intellectual_property_use (
        class text collate "C" not null,
        number_key text collate "C" not null,
        programme text collate "C" not null,
        year integer not null,
        primary key (class, number_key, programme)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
