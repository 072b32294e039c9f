import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { FactSheet } from '@gusu/policies';
import { addDays, type Actor, type LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { insiderScope } from '../enterprise/insider-scope.js';
import { factSheetOf, type FactSheetRow } from './fact-sheet.row.js';

/** Which enterprises: those in the register that are active, of one district or of all, behind a credit code. */
export interface SheetPage {
  on: LocalDate;
  after?: string;
  district?: string;
  limit: number;
}

type Reader = Pick<Tx, 'query'>;

/** Puts together what policies look at, in one round trip for one enterprise and for a page of thousands. */
@Injectable()
export class FactSheetRepository {
  constructor(private readonly database: Database) {}

  /** Everything that counted for one enterprise at the end of a day. @throws enterprise/not-found */
  async get(tx: Reader, creditCode: string, on: LocalDate): Promise<FactSheet> {
    const [row] = await tx.query<FactSheetRow>(ONE, [...pointOf(on), creditCode]);
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return factSheetOf(row);
  }

  /** The same for somebody who may look into it. @throws enterprise/not-found */
  async getInside(creditCode: string, on: LocalDate, caller: Actor): Promise<FactSheet> {
    const scope = insiderScope(caller, 4);
    const [row] = await this.database.query<FactSheetRow>(
      sheetsOf(`${ENTERPRISES} where credit_code = $3::text and ${REGISTERED} and ${scope.sql}`),
      [...pointOf(on), creditCode, ...scope.values],
    );
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return factSheetOf(row);
  }

  /** A page of the active enterprises in the order of their credit codes. */
  async page(tx: Reader, { on, after = '', district, limit }: SheetPage): Promise<FactSheet[]> {
    const values = [...pointOf(on), after, limit];
    const rows = await (district === undefined
      ? tx.query<FactSheetRow>(PAGE, values)
      : tx.query<FactSheetRow>(DISTRICT_PAGE, [...values, district]));
    return rows.map(factSheetOf);
  }

  /** All active enterprises, a page at a time; while one page is worked on the next one is on its way. */
  async *population(query: Omit<SheetPage, 'after'>): AsyncGenerator<FactSheet[]> {
    let coming = this.page(this.database, query);
    for (;;) {
      const sheets = await coming;
      const last = sheets.length === query.limit ? sheets.at(-1) : undefined;
      if (last) {
        coming = this.page(this.database, { ...query, after: last.profile.creditCode });
        // Its failure is met where it is awaited; nobody may be awaiting it yet.
        coming.catch(() => undefined);
      }
      if (sheets.length > 0) yield sheets;
      if (!last) return;
    }
  }
}

// What is known of a day is what was recorded before it was over in Asia/Shanghai.
function pointOf(on: LocalDate): [LocalDate, string] {
  return [on, `${addDays(on, 1)}T00:00:00+08:00`];
}

const ENTERPRISES = `select credit_code, established_on, district_code, entity_type, effective_on from enterprise`;
const REGISTERED = `status not in ('pendingVerification', 'rejected')`;
const IN_EFFECT = `declared_at < $2 and (withdrawn_at is null or withdrawn_at >= $2)
  and (status <> 'rejected' or decided_at >= $2)`;
// Until an officer has verified it, a fact has no other source than its enterprise.
const SOURCE = `case when decided_at < $2 then 'BUREAU' else 'ENTERPRISE' end`;

// Each list is asked for per enterprise, so that it comes out of its index however large the tables and the page are.
const YEARS = `
  select json_agg(json_build_array(fiscal_year, version, is_verified, source, figures, evidence_ids) order by fiscal_year)
  from (
    select distinct on (fiscal_year) fiscal_year, version, source, figures, evidence_ids,
      status = 'verified' and decided_at < $2 as is_verified
    from annual_facts f
    where f.credit_code = e.credit_code and submitted_at < $2
      and (superseded_at is null or superseded_at >= $2)
      and (status = 'verified' or decided_at is null or decided_at >= $2)
    order by fiscal_year, (status = 'verified' and decided_at < $2) desc, version desc) y`;

const RIGHTS = `
  select json_agg(json_build_array(class, number, granted_on, lapsed_on is null or lapsed_on > $1, acquired_by, transferred_on,
    high_value_reason is not null, is_in_use,
    (select json_agg(json_build_object('programme', u.programme, 'year', u.year) order by u.programme)
     from intellectual_property_use u where u.class = p.class and u.number_key = p.number_key),
    ${SOURCE}, evidence_ids) order by class, number_key)
  from intellectual_property p where p.credit_code = e.credit_code and granted_on <= $1 and ${IN_EFFECT}`;

const ITEMS = `
  select json_agg(json_build_array(kind, facts, ${SOURCE}, evidence_ids) order by kind, declared_at, item_id)
  from dossier_item i where i.credit_code = e.credit_code and ${IN_EFFECT}`;

const CREDITS = `
  select json_agg(json_build_array(type, occurred_on, case when removal_recorded_at < $2 then removed_on end, source, evidence_ids)
    order by occurred_on, credit_event_id)
  from credit_event c where c.credit_code = e.credit_code and recorded_at < $2 and occurred_on <= $1`;

// A title that has ended since was still held on the days before its end.
const TITLES = `
  select json_agg(json_build_array(programme, valid_from, valid_to,
    case when ended_on > $1 or suspended_on > $1 then 'valid' else status end) order by programme, valid_from)
  from qualification q where q.credit_code = e.credit_code and valid_from <= $1 and status <> 'pending'`;

const PROFILE = `
  select json_build_array(facts, none_of, ${SOURCE}, evidence_ids)
  from enterprise_profile p where p.credit_code = e.credit_code and ${IN_EFFECT}
  order by (decided_at < $2) is true desc, version desc limit 1`;

// The register's row of that day; the present one where it is older than the day, or nothing older is known.
function sheetsOf(enterprises: string): string {
  return `
  with e as materialized (${enterprises})
  select e.credit_code, coalesce(h.established_on, e.established_on) as established_on,
    coalesce(h.district_code, e.district_code) as district_code, coalesce(h.entity_type, e.entity_type) as entity_type,
    (${PROFILE}) as profile, (${YEARS}) as years, (${RIGHTS}) as rights, (${ITEMS}) as items, (${CREDITS}) as credits,
    (${TITLES}) as titles
  from e left join lateral (
    select established_on, district_code, entity_type from enterprise_history h
    where h.credit_code = e.credit_code and h.effective_on <= $1::date and ${REGISTERED.replace('status', 'h.status')}
    order by h.version desc limit 1) h on e.effective_on > $1::date
  order by e.credit_code`
    .replaceAll('$2', '$2::timestamptz')
    .replaceAll(/\$1(?!:)/g, '$1::date');
}

const ONE = sheetsOf(`${ENTERPRISES} where credit_code = $3::text and ${REGISTERED}`);
const ACTIVE = `${ENTERPRISES} where status = 'active' and credit_code > $3::text`;
const PAGE = sheetsOf(`${ACTIVE} order by credit_code limit $4::integer`);
const DISTRICT_PAGE = sheetsOf(
  `${ACTIVE} and district_code = $5::text order by credit_code limit $4::integer`,
);
