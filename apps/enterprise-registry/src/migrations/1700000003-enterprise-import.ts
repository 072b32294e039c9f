import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file is stored before it is read, so that an import cut off in the middle goes on where it stood. */
export class EnterpriseImport1700000003000 implements MigrationInterface {
  readonly name = 'EnterpriseImport1700000003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table enterprise_import (
        import_id uuid primary key,
        status text collate "C" not null check (status in ('uploading', 'running', 'finished', 'failed')),
        is_dry_run boolean not null,
        charset text not null,
        byte_length bigint not null default 0,
        sha256 text,
        total integer not null default 0,
        processed integer not null default 0,
        accepted integer not null default 0,
        known integer not null default 0,
        duplicate integer not null default 0,
        refused integer not null default 0,
        failure jsonb,
        submitted_by text not null,
        submitted_at timestamptz not null,
        finished_at timestamptz,
        lease_owner uuid,
        lease_until timestamptz,
        check (accepted + known + duplicate + refused = processed)
      ) with (fillfactor = 50)`);
    await queryRunner.query(`
      create index enterprise_import_running on enterprise_import (submitted_at) where status = 'running'`);
    await queryRunner.query(`
      create table enterprise_import_upload (
        import_id uuid not null references enterprise_import on delete cascade,
        part integer not null,
        bytes bytea not null,
        primary key (import_id, part)
      )`);
    await queryRunner.query(`
      create table enterprise_import_verdict (
        import_id uuid not null references enterprise_import on delete cascade,
        first_row integer not null,
        lines text not null,
        primary key (import_id, first_row)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
