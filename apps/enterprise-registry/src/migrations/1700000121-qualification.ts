import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The titles of the enterprises, and their places on the ladder that follow from them. */
export class Qualification1700000121000 implements MigrationInterface {
  readonly name = 'Qualification1700000121000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table qualification (
        qualification_id uuid primary key,
        credit_code text collate "C" not null references enterprise,
        programme text collate "C" not null,
        cert_no text,
        valid_from date not null,
        valid_to date not null check (valid_to > valid_from),
        status text collate "C" not null check (status in
          ('pending', 'valid', 'expiring', 'reviewInProgress', 'lapsed', 'suspended', 'revoked', 'superseded')),
        policy_id text collate "C" not null,
        granted_by_assessment_id uuid unique,
        doc_no text,
        missed_updates integer[] not null default '{}',
        suspended_on date,
        ended_on date,
        ban_until date,
        version integer not null check (version > 0),
        recorded_at timestamptz not null,
        check (granted_by_assessment_id is not null or doc_no is not null),
        check ((status in ('lapsed', 'revoked', 'superseded')) = (ended_on is not null)),
        check ((status = 'revoked') = (ban_until is not null))
      )`);
    await queryRunner.query(`
      create unique index qualification_one_held on qualification (credit_code, programme)
        where status in ('valid', 'expiring', 'reviewInProgress', 'suspended')`);
    await queryRunner.query(`
      create unique index qualification_by_certificate on qualification (programme, cert_no) where cert_no is not null`);
    await queryRunner.query(`create index qualification_by_enterprise on qualification (credit_code)`);
    await queryRunner.query(`
      create index qualification_by_end on qualification (status, valid_to)
        where status in ('valid', 'expiring', 'suspended')`);
    await queryRunner.query(`
      create table cultivation_pool (
        place_id bigint generated always as identity primary key,
        credit_code text collate "C" not null references enterprise,
        stage text collate "C" not null,
        entered_on date not null,
        left_on date check (left_on >= entered_on),
        reason text collate "C" check (reason in ('graduated', 'lapsed', 'suspended', 'revoked')),
        check ((left_on is null) = (reason is null))
      )`);
    await queryRunner.query(`
      create unique index cultivation_pool_one_place on cultivation_pool (credit_code, stage) where left_on is null`);
    await queryRunner.query(`create index cultivation_pool_by_enterprise on cultivation_pool (credit_code)`);
    await queryRunner.query(`
      create index cultivation_pool_by_stage on cultivation_pool (stage, credit_code) where left_on is null`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
