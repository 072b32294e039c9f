import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names are compared in one form, so that 苏州（ＡＢＣ） is found by 苏州(abc). The database makes the form itself: whoever writes a name
 * cannot forget it. Former names get it here; their initials come with the next change of the enterprise.
 */
export class EnterpriseNameForm1700000004000 implements MigrationInterface {
  readonly name = 'EnterpriseNameForm1700000004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table enterprise
        add column name_form text not null generated always as (lower(normalize(name, NFKC))) stored`);
    await queryRunner.query(`
      update enterprise set former_search = lower(normalize(former_search, NFKC)) where former_search <> ''`);
    await queryRunner.query(`drop index enterprise_by_name`);
    await queryRunner.query(`
      create index enterprise_by_name on enterprise using gin (
        name_form gin_trgm_ops, name_pinyin gin_trgm_ops, name_initials gin_trgm_ops, former_search gin_trgm_ops
      ) with (fastupdate = on, gin_pending_list_limit = 32768)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
