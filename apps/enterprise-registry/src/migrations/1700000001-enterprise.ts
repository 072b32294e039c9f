import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The current version of every enterprise, and beside it every earlier one. An import writes no history: the first version of an
 * enterprise is copied there when the second one replaces it.
 */
export class Enterprise1700000001000 implements MigrationInterface {
  readonly name = 'Enterprise1700000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create extension if not exists pg_trgm`);
    await queryRunner.query(`
      create table enterprise (
        credit_code text collate "C" primary key check (length(credit_code) = 18),
        name text not null,
        former_names jsonb not null default '[]',
        established_on date not null,
        entity_type text,
        capital_amount numeric,
        capital_currency text,
        business_scope text,
        address text not null,
        district_code text collate "C" not null,
        status text collate "C" not null check (status in
          ('pendingVerification', 'rejected', 'active', 'suspended', 'cancelled', 'revoked', 'movedOut')),
        effective_on date not null,
        source text collate "C" not null check (source in ('registration', 'import')),
        is_synthetic boolean not null,
        warnings jsonb not null default '[]',
        rejection_reasons jsonb not null default '[]',
        submitted_by text not null,
        verified_by text check (verified_by <> submitted_by),
        version integer not null check (version > 0),
        recorded_at timestamptz not null,
        check ((capital_amount is null) = (capital_currency is null))
      )`);
    await queryRunner.query(`
      create table enterprise_history (
        like enterprise,
        superseded_at timestamptz not null,
        primary key (credit_code, version)
      )`);
    await queryRunner.query(`
      create index enterprise_by_district on enterprise (district_code, status, credit_code)`);
    await queryRunner.query(`
      create view enterprise_version as
        select * from enterprise union all
        select ${COLUMNS} from enterprise_history`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}

const COLUMNS = `credit_code, name, former_names, established_on, entity_type, capital_amount, capital_currency, business_scope,
  address, district_code, status, effective_on, source, is_synthetic, warnings, rejection_reasons, submitted_by, verified_by,
  version, recorded_at`;
