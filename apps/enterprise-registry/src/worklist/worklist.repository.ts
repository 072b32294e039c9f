import { Database } from '@gusu/database';
import { type LocalDate, localDateOf, type Programme } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Desk, WorkItem, WorkKind, WorkQuery } from './worklist.js';

interface WorkRow {
  kind: WorkKind;
  id: string;
  status: string;
  credit_code: string | null;
  name: string | null;
  district_code: string | null;
  programme: Programme | null;
  due_on: LocalDate | null;
  since: Date;
}

/**
 * Everything that waits, the longest first. Each kind gives its own first page by an index that holds nothing but what waits, and the pages
 * are merged: how many enterprises there are beside them makes no difference.
 */
@Injectable()
export class WorklistRepository {
  constructor(private readonly database: Database) {}

  async page(
    desk: Desk,
    { district, programme, dueBy, limit, after }: WorkQuery,
    now: Date,
  ): Promise<WorkItem[]> {
    const kinds = desk.isCity ? [...OF_DISTRICTS, ...OF_CITY] : OF_DISTRICTS;
    const pages = kinds.map((kind) => `(${kind} limit $1::integer)`).join('\nunion all\n');
    const rows = await this.database.query<WorkRow>(
      `select * from (${pages}) waiting order by since, kind, id limit $1::integer`,
      [
        limit,
        desk.district ?? district ?? null,
        desk.assessments,
        programme ?? null,
        dueBy ?? null,
        after?.since ?? new Date(0),
        after?.kind ?? '',
        after?.id ?? '',
        ...(desk.isCity ? [localDateOf(now)] : []),
      ],
    );
    return rows.map(itemOf);
  }
}

function itemOf(row: WorkRow): WorkItem {
  return {
    kind: row.kind,
    id: row.id,
    status: row.status,
    creditCode: row.credit_code ?? undefined,
    name: row.name ?? undefined,
    districtCode: row.district_code ?? undefined,
    programme: row.programme ?? undefined,
    dueOn: row.due_on ?? undefined,
    since: row.since,
  };
}

// Instants are stored finer than a cursor carries them; cut to millis, what is equal here is equal there.
const behind = (since: string, kind: WorkKind, id: string) =>
  `${since} >= $6::timestamptz and (date_trunc('milliseconds', ${since}), '${kind}', ${id}) > ($6::timestamptz, $7::text, $8::text)`;

// The condition of the index, said in its own words: a parameter alone would not let the planner use it.
const IS_WAITING = `a.status in ('submitted', 'formCheck', 'districtReview', 'recommended', 'cityReview', 'expertReview', 'proposed')`;

const REGISTRATIONS = `
  select 'registration' as kind, credit_code as id, status, credit_code, name, district_code, null as programme,
    null::date as due_on, date_trunc('milliseconds', recorded_at) as since
  from enterprise
  where status = 'pendingVerification' and ($2::text is null or district_code = $2) and $4::text is null and $5::date is null
    and ${behind('recorded_at', 'registration', 'credit_code')}
  order by recorded_at, credit_code`;

const ANNUAL_FACTS = `
  select 'annualFacts', f.credit_code || '/' || f.fiscal_year, f.status, f.credit_code, e.name, e.district_code, null, null,
    date_trunc('milliseconds', f.submitted_at)
  from annual_facts f join enterprise e using (credit_code)
  where f.status = 'submitted' and ($2::text is null or e.district_code = $2) and $4::text is null and $5::date is null
    and ${behind('f.submitted_at', 'annualFacts', "f.credit_code || '/' || f.fiscal_year")}
  order by f.submitted_at, f.credit_code, f.fiscal_year`;

const ASSESSMENTS = `
  select 'assessment', a.assessment_id::text, a.status, a.credit_code, e.name, a.district_code, a.programme, a.due_on,
    date_trunc('milliseconds', a.recorded_at)
  from assessment a join enterprise e using (credit_code)
  where a.status = any($3::text[]) and ${IS_WAITING} and ($2::text is null or a.district_code = $2)
    and ($4::text is null or a.programme = $4) and ($5::date is null or a.due_on <= $5)
    and ${behind('a.recorded_at', 'assessment', 'a.assessment_id::text')}
  order by a.recorded_at, a.assessment_id`;

const NOTICES = `
  select 'publicNotice', n.notice_id::text, n.status, null, n.heading, null, n.programme, n.closes_on,
    date_trunc('milliseconds', n.recorded_at)
  from public_notice n
  where n.closes_on < $9::date
    and exists (select from public_notice_item i where i.notice_id = n.notice_id and i.status = 'listed')
    and $2::text is null and ($4::text is null or n.programme = $4) and ($5::date is null or n.closes_on <= $5)
    and ${behind('n.recorded_at', 'publicNotice', 'n.notice_id::text')}
  order by n.recorded_at, n.notice_id`;

const OBJECTIONS = `
  select 'objection', o.objection_id::text, o.status, a.credit_code, e.name, a.district_code, a.programme, o.due_on,
    date_trunc('milliseconds', o.filed_at)
  from objection o join assessment a using (assessment_id) join enterprise e using (credit_code)
  where o.status in ('filed', 'accepted') and ($2::text is null or a.district_code = $2)
    and ($4::text is null or a.programme = $4) and ($5::date is null or o.due_on <= $5)
    and ${behind('o.filed_at', 'objection', 'o.objection_id::text')}
  order by o.filed_at, o.objection_id`;

const OF_DISTRICTS = [REGISTRATIONS, ANNUAL_FACTS, ASSESSMENTS];
const OF_CITY = [NOTICES, OBJECTIONS];
