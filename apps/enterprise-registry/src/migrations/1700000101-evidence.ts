import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that prove what an enterprise declares. The bytes lie apart, so that the descriptions stay small to read. */
export class Evidence1700000101000 implements MigrationInterface {
  readonly name = 'Evidence1700000101000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table evidence (
        evidence_id uuid primary key,
        credit_code text collate "C" not null references enterprise,
        kind text collate "C" not null,
        confidentiality text collate "C" not null check (confidentiality in
          ('PUBLIC', 'INTERNAL', 'COMMERCIAL', 'PERSONAL')),
        file_name text not null,
        delete_after date,
        status text collate "C" not null check (status in ('uploading', 'stored', 'deleted')),
        sha256 text,
        mime text collate "C",
        byte_length bigint check (byte_length between 1 and 52428800),
        uploaded_by text not null,
        uploaded_at timestamptz not null,
        check (status = 'uploading' or (sha256 is not null and mime is not null and byte_length is not null))
      )`);
    await queryRunner.query(`
      create index evidence_by_enterprise on evidence (credit_code, evidence_id)`);
    await queryRunner.query(`
      create index evidence_to_delete on evidence (delete_after) where status = 'stored'`);
    await queryRunner.query(`
      create index evidence_uploading on evidence (uploaded_at) where status = 'uploading'`);
    await queryRunner.query(`
      create table evidence_part (
        evidence_id uuid not null references evidence on delete cascade,
        part integer not null,
        bytes bytea not null,
        primary key (evidence_id, part)
      )`);
    // Papers and pictures are compressed already; trying it again costs more than it saves.
    await queryRunner.query(`alter table evidence_part alter column bytes set storage external`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
