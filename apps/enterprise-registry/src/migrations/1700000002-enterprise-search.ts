import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an enterprise is found by. One index over all four texts, and a long pending list: an import appends to it and the texts
 * are merged into the index in bulk, at a tenth of what merging row by row costs.
 */
export class EnterpriseSearch1700000002000 implements MigrationInterface {
  readonly name = 'EnterpriseSearch1700000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // In a database whose locale knows no letters beyond ASCII, a Chinese name has no trigrams and no search would find it.
    await queryRunner.query(`
      do $$ begin
        if cardinality(show_trgm('苏州市')) = 0 then
          raise exception 'the database needs a UTF-8 locale such as C.UTF-8: pg_trgm sees no letters in Chinese names';
        end if;
      end $$`);
    await queryRunner.query(`
      alter table enterprise
        add column name_pinyin text not null default '',
        add column name_initials text not null default '',
        add column former_search text not null default ''`);
    await queryRunner.query(`
      create index enterprise_by_name on enterprise using gin (
        name gin_trgm_ops, name_pinyin gin_trgm_ops, name_initials gin_trgm_ops, former_search gin_trgm_ops
      ) with (fastupdate = on, gin_pending_list_limit = 32768)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
