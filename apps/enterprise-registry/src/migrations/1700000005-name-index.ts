import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The trigrams of a name cost an import three times what the row costs, so it leaves them for later: rows it stored are indexed behind
 * it, and until then a search finds them by reading through them.
 */
export class NameIndex1700000005000 implements MigrationInterface {
  readonly name = 'NameIndex1700000005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table enterprise add column is_name_indexed boolean not null default true`,
    );
    await queryRunner.query(`drop index enterprise_by_name`);
    await queryRunner.query(`
      create index enterprise_by_name on enterprise using gin (
        name_form gin_trgm_ops, name_pinyin gin_trgm_ops, name_initials gin_trgm_ops, former_search gin_trgm_ops
      ) with (fastupdate = on, gin_pending_list_limit = 32768) where is_name_indexed`);
    await queryRunner.query(`
      create index enterprise_by_unindexed_name on enterprise (credit_code) where not is_name_indexed`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
