import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waits for an officer, in the order in which it has waited: indexes that hold nothing else. */
export class Worklist1700000125000 implements MigrationInterface {
  readonly name = 'Worklist1700000125000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index enterprise_waiting on enterprise (recorded_at, credit_code) where status = 'pendingVerification';
      create index annual_facts_waiting_since on annual_facts (submitted_at, credit_code, fiscal_year)
        where status = 'submitted';
      create index assessment_waiting_since on assessment (recorded_at, assessment_id) where status in
        ('submitted', 'formCheck', 'districtReview', 'recommended', 'cityReview', 'expertReview', 'proposed')`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
