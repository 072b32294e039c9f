import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An investigation may be given more time once, and an objection may be right in part. */
export class ObjectionExtension1700000154000 implements MigrationInterface {
  readonly name = 'ObjectionExtension1700000154000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table objection
        add column extension_reason text,
        drop constraint objection_status_check,
        add constraint objection_status_check check
          (status in ('filed', 'accepted', 'rejected', 'upheld', 'partlyUpheld', 'dismissed'))`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
