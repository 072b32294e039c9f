import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By when each step is to be dealt with, and the worklist in that order. What waits for an officer is found by indexes that hold nothing else and, for
 * a district, begin with it. Declared facts know their enterprise only, so those that wait stand in a table of their own that follows them.
 */
export class WorklistDue1700000152000 implements MigrationInterface {
  readonly name = 'WorklistDue1700000152000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const follow = FACTS.map(([kind, table, id, since]) => trigger(kind, table, id, since));
    const fill = FACTS.map(([kind, table, id, since]) => filling(kind, table, id, since));
    for (const statement of [COLUMNS, INDEXES, WAITING, FOLLOW, ...follow, RELOCATE, ...fill])
      await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations run forward only');
  }
}

const COLUMNS = `
  alter table enterprise add column verify_by date;
  alter table assessment add column handling_due_on date`;

const INDEXES = `
  drop index enterprise_waiting;
  create index enterprise_waiting on enterprise (coalesce(verify_by, 'infinity'), recorded_at, credit_code)
    where status = 'pendingVerification';
  create index enterprise_waiting_in_district on enterprise (district_code, coalesce(verify_by, 'infinity'), recorded_at, credit_code)
    where status = 'pendingVerification';
  drop index assessment_waiting_since;
  create index assessment_waiting_for_district on assessment
    (district_code, coalesce(handling_due_on, 'infinity'), recorded_at, assessment_id)
    where status in ('submitted', 'formCheck', 'districtReview');
  create index assessment_waiting_for_city on assessment (coalesce(handling_due_on, 'infinity'), recorded_at, assessment_id)
    where status in ('recommended', 'cityReview', 'expertReview', 'proposed');
  drop index annual_facts_waiting_since`;

const WAITING = `
  create table fact_to_verify (
    kind text collate "C" not null,
    fact_id text collate "C" not null,
    credit_code text collate "C" not null references enterprise,
    district_code text collate "C" not null,
    since timestamptz not null,
    primary key (kind, fact_id)
  );
  create index fact_to_verify_since on fact_to_verify (since, kind, fact_id);
  create index fact_to_verify_in_district on fact_to_verify (district_code, since, kind, fact_id);
  create index fact_to_verify_by_enterprise on fact_to_verify (credit_code)`;

/** Kind, table, how its address names it, since when it waits. */
const FACTS: readonly (readonly [kind: string, table: string, id: string, since: string])[] = [
  ['annualFacts', 'annual_facts', `@.credit_code || '/' || @.fiscal_year`, 'submitted_at'],
  ['intellectualProperty', 'intellectual_property', '@.property_id::text', 'declared_at'],
  ['dossierItem', 'dossier_item', '@.item_id::text', 'declared_at'],
  ['enterpriseProfile', 'enterprise_profile', '@.credit_code', 'declared_at'],
];

const FOLLOW = `
  create function follow_fact(kind text, id text, code text, status text, at timestamptz) returns void language plpgsql as $$ begin
    if status = 'submitted' then
      insert into fact_to_verify select kind, id, code, e.district_code, at from enterprise e where e.credit_code = code
      on conflict on constraint fact_to_verify_pkey do update set since = excluded.since;
    else
      delete from fact_to_verify f where f.kind = follow_fact.kind and f.fact_id = id;
    end if;
  end $$`;

// An earlier version that is settled says nothing about the one that waits, so only a row that is or was submitted is followed.
const trigger = (kind: string, table: string, id: string, since: string) => `
  create function follow_${table}() returns trigger language plpgsql as $$ begin
    if new.status = 'submitted' or (tg_op = 'UPDATE' and old.status = 'submitted') then
      perform follow_fact('${kind}', ${id.replaceAll('@', 'new')}, new.credit_code, new.status, new.${since});
    end if;
    return null;
  end $$;
  create trigger follow_${table} after insert or update on ${table} for each row execute function follow_${table}()`;

const RELOCATE = `
  create function follow_relocation() returns trigger language plpgsql as $$ begin
    update fact_to_verify set district_code = new.district_code where credit_code = new.credit_code;
    return null;
  end $$;
  create trigger follow_relocation after update on enterprise
    for each row when (old.district_code <> new.district_code) execute function follow_relocation()`;

const filling = (kind: string, table: string, id: string, since: string) => `
  insert into fact_to_verify
  select '${kind}', ${id.replaceAll('@', 'f')}, f.credit_code, e.district_code, f.${since}
  from ${table} f join enterprise e using (credit_code) where f.status = 'submitted'`;
