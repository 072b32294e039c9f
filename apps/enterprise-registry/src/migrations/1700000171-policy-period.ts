import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * No two approved policies rule one programme and action on one day, whoever writes them and by whatever way. A policy that another one
 * follows ends earlier than its text says: its days may shrink and never grow. Rows approved before get their days with the next approval.
 */
export class PolicyPeriod1700000171000 implements MigrationInterface {
  readonly name = 'PolicyPeriod1700000171000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create extension if not exists btree_gist');
    await queryRunner.query(`
      alter table policy_version
        add column initial_periods datemultirange,
        add column review_periods datemultirange,
        add constraint policy_version_ruling check
          (status <> 'approved' or (initial_periods is not null and review_periods is not null)) not valid,
        add constraint policy_version_initial_day exclude using gist
          (programme with =, initial_periods with &&) where (status = 'approved'),
        add constraint policy_version_review_day exclude using gist
          (programme with =, review_periods with &&) where (status = 'approved')`);
    await queryRunner.query(`
      create or replace function keep_policy_text() returns trigger language plpgsql as $$ begin
        if tg_op = 'DELETE'
           or (new.policy_id, new.programme, new.hash, new.source_text, new.golden_cases, new.proposed_by, new.proposed_at)
              is distinct from
              (old.policy_id, old.programme, old.hash, old.source_text, old.golden_cases, old.proposed_by, old.proposed_at)
           or (old.status <> 'proposed'
               and ((new.status, new.decided_by, new.decided_at, new.decision_reason)
                    is distinct from (old.status, old.decided_by, old.decided_at, old.decision_reason)
                    or not coalesce(new.initial_periods <@ old.initial_periods, old.initial_periods is null)
                    or not coalesce(new.review_periods <@ old.review_periods, old.review_periods is null))) then
          raise exception 'policy % is kept as it was written', old.policy_id;
        end if;
        return new;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
