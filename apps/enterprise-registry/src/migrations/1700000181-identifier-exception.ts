import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 识别例外: why a code with wrong check characters was taken, and by whom; that person never verifies it. */
export class IdentifierException1700000181000 implements MigrationInterface {
  readonly name = 'IdentifierException1700000181000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['enterprise', 'enterprise_history'])
      await queryRunner.query(
        `alter table ${table} add column check_override_reason text, add column check_override_by text`,
      );
    await queryRunner.query(`
      alter table enterprise add check ((check_override_reason is null) = (check_override_by is null)),
        add check (verified_by <> check_override_by)`);
    await queryRunner.query(`
      create or replace view enterprise_version as
        select ${COLUMNS} from enterprise union all
        select ${COLUMNS} from enterprise_history`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}

const COLUMNS = `credit_code, name, former_names, established_on, entity_type, capital_amount, capital_currency, business_scope,
  address, district_code, status, effective_on, source, is_synthetic, warnings, rejection_reasons, submitted_by, verified_by,
  version, recorded_at, check_override_reason, check_override_by`;
