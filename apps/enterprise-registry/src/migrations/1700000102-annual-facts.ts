import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every version of every fiscal year. What was verified is kept as it is: only its end may be added to it. */
export class AnnualFacts1700000102000 implements MigrationInterface {
  readonly name = 'AnnualFacts1700000102000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table annual_facts (
        credit_code text collate "C" not null references enterprise,
        fiscal_year integer not null check (fiscal_year between 1950 and 2200),
        version integer not null check (version > 0),
        status text collate "C" not null check (status in ('draft', 'submitted', 'verified', 'rejected')),
        figures jsonb not null,
        source text collate "C" not null check (source in ('ENTERPRISE', 'AUDIT', 'TAX')),
        evidence_ids uuid[] not null,
        correction_reason text,
        rejection_reasons jsonb not null default '[]',
        recorded_by text not null,
        recorded_at timestamptz not null,
        submitted_by text,
        submitted_at timestamptz,
        decided_by text check (decided_by <> submitted_by),
        decided_at timestamptz,
        superseded_at timestamptz check (superseded_at is null or status = 'verified'),
        primary key (credit_code, fiscal_year, version),
        check (status = 'draft' or (submitted_by is not null and submitted_at is not null)),
        check ((status in ('verified', 'rejected')) = (decided_at is not null))
      )`);
    await queryRunner.query(`
      create unique index annual_facts_in_force on annual_facts (credit_code, fiscal_year)
        where status = 'verified' and superseded_at is null`);
    await queryRunner.query(`
      create unique index annual_facts_under_way on annual_facts (credit_code, fiscal_year)
        where status in ('draft', 'submitted')`);
    await queryRunner.query(`
      create index annual_facts_waiting on annual_facts (credit_code, fiscal_year) where status = 'submitted'`);
    await queryRunner.query(`
      create function keep_verified_facts() returns trigger language plpgsql as $$ begin
        if tg_op = 'DELETE' or to_jsonb(new) - 'superseded_at' <> to_jsonb(old) - 'superseded_at'
           or old.superseded_at is not null then
          raise exception 'verified facts of % in % are kept as they are', old.credit_code, old.fiscal_year;
        end if;
        return new;
      end $$`);
    await queryRunner.query(`
      create trigger keep_verified_facts before update or delete on annual_facts
        for each row when (old.status = 'verified') execute function keep_verified_facts()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
