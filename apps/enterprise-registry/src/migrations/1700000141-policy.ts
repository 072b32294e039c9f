import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies that the bureau proposes beside those that come with the software. A text is written once and never changed. */
export class Policy1700000141000 implements MigrationInterface {
  readonly name = 'Policy1700000141000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table policy_version (
        policy_id text collate "C" primary key,
        programme text collate "C" not null,
        hash text collate "C" not null,
        source_text text not null,
        golden_cases text not null,
        status text collate "C" not null check (status in ('proposed', 'approved', 'rejected', 'withdrawn')),
        proposed_by text not null,
        proposed_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        check ((status = 'proposed') = (decided_by is null and decided_at is null)),
        check (status not in ('approved', 'rejected') or decided_by <> proposed_by)
      )`);
    await queryRunner.query(`
      create function keep_policy_text() returns trigger language plpgsql as $$ begin
        if tg_op = 'DELETE' or old.status <> 'proposed'
           or (new.policy_id, new.programme, new.hash, new.source_text, new.golden_cases, new.proposed_by, new.proposed_at)
              is distinct from
              (old.policy_id, old.programme, old.hash, old.source_text, old.golden_cases, old.proposed_by, old.proposed_at) then
          raise exception 'policy % is kept as it was written', old.policy_id;
        end if;
        return new;
      end $$`);
    await queryRunner.query(`
      create trigger keep_policy_text before update or delete on policy_version
        for each row execute function keep_policy_text()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}
