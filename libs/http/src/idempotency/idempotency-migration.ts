import type { Migration } from '@gusu/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Replies to requests that carried an Idempotency-Key. */
class IdempotencyKey1760000003000 implements MigrationInterface {
  name = 'IdempotencyKey1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        caller text not null,
        key text not null,
        fingerprint bytea not null check (octet_length(fingerprint) = 32),
        status smallint not null,
        headers jsonb not null,
        body text not null,
        created_at timestamptz not null default now(),
        primary key (caller, key)
      );
      create index idempotency_key_created_at on idempotency_key using brin (created_at);`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

export const idempotencyMigrations: Migration[] = [IdempotencyKey1760000003000];
