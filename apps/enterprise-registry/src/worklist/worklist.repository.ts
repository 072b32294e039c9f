import { Database } from '@gusu/database';
import { type LocalDate, localDateOf, type Programme } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { type Desk, NO_DAY, type WorkItem, type WorkKind, type WorkQuery } from './worklist.js';
import { waitingOf } from './worklist.row.js';

interface WorkRow {
  kind: WorkKind;
  id: string;
  status: string;
  credit_code: string | null;
  name: string | null;
  district_code: string | null;
  programme: Programme | null;
  due_on: LocalDate | null;
  legal_due_on: LocalDate | null;
  since: Date;
}

/**
 * Everything that waits: what is due first, then what waits longest. Each kind gives its own first page by an index that holds nothing but what
 * waits, for the officers of one district by one that begins with it, and the pages are merged: neither the enterprises beside them nor what
 * waits for other districts makes a difference.
 */
@Injectable()
export class WorklistRepository {
  constructor(private readonly database: Database) {}

  async page(desk: Desk, query: WorkQuery, now: Date): Promise<WorkItem[]> {
    const { programme, dueBy, limit, after } = query;
    const district = desk.district ?? query.district;
    const rows = await this.database.query<WorkRow>(statementOf(desk, district !== undefined), [
      limit,
      district ?? null,
      desk.assessments,
      programme ?? null,
      dueBy ?? null,
      after?.dueOn ?? '-infinity',
      after?.since ?? LONG_AGO,
      after?.kind ?? '',
      after?.id ?? '',
      after?.dueOn === NO_DAY ? after.since : LONG_AGO,
      ...(desk.isCity ? [localDateOf(now)] : []),
    ]);
    return rows.map(itemOf);
  }
}

const LONG_AGO = new Date(0);

// The names are looked up for the page alone, not for what stands behind it.
function statementOf(desk: Desk, isOfDistrict: boolean): string {
  const pages = waitingOf(desk, isOfDistrict).map((kind) => `(${kind} limit $1::integer)`);
  const order = (of = '') => `coalesce(${of}due_on, 'infinity'), ${of}since, ${of}kind, ${of}id`;
  return `
    select w.kind, w.id, w.status, w.credit_code, coalesce(w.heading, e.name) as name, w.district_code, w.programme,
      w.due_on, a.legal_due_on, w.since
    from (select * from (${pages.join('\nunion all\n')}) waiting order by ${order()} limit $1::integer) w
    left join enterprise e on e.credit_code = w.credit_code
    left join assessment a on a.assessment_id = case w.kind when 'assessment' then w.id::uuid end
    order by ${order('w.')}`;
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
    legalDueOn: row.legal_due_on ?? undefined,
    since: row.since,
  };
}
