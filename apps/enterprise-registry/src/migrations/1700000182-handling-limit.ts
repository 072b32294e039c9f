import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 办理期限: which step the officers are at since when, and its last day by law beside the promised one; both are counted when the holidays are known. */
export class HandlingLimit1700000182000 implements MigrationInterface {
  readonly name = 'HandlingLimit1700000182000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table assessment add column legal_due_on date, add column handling_since date,
        add column handling_step text collate "C" check (handling_step in ('admission', 'districtReview', 'cityReview', 'publication')),
        add check ((handling_step is null) = (handling_since is null)),
        add check (legal_due_on >= handling_due_on)`);
    // Of a step under way only its last move is known; counted from there its limits end at the latest possible day, never too early.
    await queryRunner.query(`
      update assessment set handling_since = (recorded_at at time zone 'Asia/Shanghai')::date, handling_step = case
          when status in ('submitted', 'formCheck') then 'admission'
          when status = 'districtReview' then 'districtReview'
          when status = 'proposed' then 'publication'
          else 'cityReview' end
      where status in ('submitted', 'formCheck', 'districtReview', 'recommended', 'cityReview', 'proposed')`);
    await queryRunner.query(`
      create index assessment_uncounted on assessment (handling_since, assessment_id)
        where handling_since is not null and legal_due_on is null`);
    await queryRunner.query(`
      create index enterprise_uncounted on enterprise (recorded_at, credit_code)
        where status = 'pendingVerification' and verify_by is null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
