import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registry took the code of this enterprise by exception; whoever reads the copy sees it. */
export class IdentifierException1700000091000 implements MigrationInterface {
  readonly name = 'IdentifierException1700000091000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table enterprise_copy add column identifier_exception boolean not null default false`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
