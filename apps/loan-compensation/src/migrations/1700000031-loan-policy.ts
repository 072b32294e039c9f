import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of loan policies: what they say never changes, and no two that are published rule a programme on one day. */
export class LoanPolicy1700000031000 implements MigrationInterface {
  name = 'LoanPolicy1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists btree_gist');
    await runner.query(`
      create table loan_policy (
        programme text collate "C" not null,
        version int not null check (version > 0),
        status text not null check (status in ('draft', 'published', 'withdrawn')),
        is_shipped boolean not null,
        document text not null,
        hash text not null,
        effective_from date not null,
        effective_to date check (effective_to >= effective_from),
        proposed_by text not null,
        proposed_at timestamptz not null,
        first_approved_by text,
        second_approved_by text,
        published_at timestamptz,
        primary key (programme, version),
        check (first_approved_by <> proposed_by and second_approved_by <> proposed_by
               and second_approved_by <> first_approved_by),
        check ((status = 'published') = (published_at is not null)),
        check (is_shipped or (status = 'published') = (second_approved_by is not null)),
        constraint loan_policy_of_a_day exclude using gist
          (programme with =, daterange(effective_from, effective_to, '[]') with &&) where (status = 'published')
      );
      do $$ begin
        execute format('revoke update, delete on loan_policy from %I', current_database() || '_app');
        execute format('grant update (status, effective_to, first_approved_by, second_approved_by, published_at)
                        on loan_policy to %I', current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
