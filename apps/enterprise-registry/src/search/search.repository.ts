import { Database } from '@gusu/database';
import { type Actor, toHalfWidth } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { ENTERPRISE_COLUMNS, enterpriseOf, type EnterpriseRow } from '../enterprise/enterprise.row.js';
import { visibleTo } from '../enterprise/enterprise-scope.js';
import { searchForm } from '../enterprise/pinyin-name.js';
import { type EnterpriseQuery, pinyinTerm, type SearchPosition } from './search.js';

export interface SearchPage {
  enterprises: Enterprise[];
  /** Where the next page begins; absent at the end. */
  next?: SearchPosition;
}

type FoundRow = EnterpriseRow & { rank: number };

@Injectable()
export class SearchRepository {
  constructor(private readonly database: Database) {}

  /**
   * One page, best matches first, then in the order of the credit codes. Names that an import has just stored are in no index yet and are
   * read through; first, so that one that is indexed meanwhile is seen twice rather than not at all.
   */
  async find(query: EnterpriseQuery, caller: Actor): Promise<SearchPage> {
    const isByName = NAME_TERMS.some((term) => query[term] !== undefined);
    const waiting = isByName ? await this.rowsOf(query, caller, 'not is_name_indexed') : [];
    const indexed = await this.rowsOf(query, caller, isByName ? 'is_name_indexed' : 'true');
    const rows = waiting.length > 0 ? merged(waiting, indexed) : indexed;
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      enterprises: page.map(enterpriseOf),
      next: last && { rank: last.rank, creditCode: last.credit_code },
    };
  }

  private rowsOf(query: EnterpriseQuery, caller: Actor, part: string): Promise<FoundRow[]> {
    const values: unknown[] = [];
    const param = (value: unknown) => `$${values.push(value)}::text`;
    const rank = rankOf(query, param);
    const conditions = conditionsOf(query, param);
    const scope = visibleTo(caller, values.length + 1);
    values.push(...scope.values);
    if (query.after) conditions.push(behind(query.after, rank, param));
    values.push(query.limit + 1);
    return this.database.query<FoundRow>(
      `select ${ENTERPRISE_COLUMNS}, ${rank} as rank from enterprise
       where ${[part, scope.sql, ...conditions].join(' and ')}
       order by ${rank === NO_RANK ? '' : `${rank}, `}credit_code limit $${values.length}::integer`,
      values,
    );
  }
}

/** Both in order, each enterprise once. */
function merged(some: readonly FoundRow[], others: readonly FoundRow[]): FoundRow[] {
  const rows = new Map([...some, ...others].map((row) => [row.credit_code, row]));
  return [...rows.values()].sort((a, b) => a.rank - b.rank || (a.credit_code < b.credit_code ? -1 : 1));
}

type Param = (value: unknown) => string;
const NO_RANK = '0';
const NAME_TERMS = ['q', 'name', 'formerName', 'pinyin', 'initials'] as const;

function behind(after: SearchPosition, rank: string, param: Param): string {
  const creditCode = param(after.creditCode);
  return rank === NO_RANK
    ? `credit_code > ${creditCode}`
    : `(${rank}, credit_code) > (${after.rank}, ${creditCode})`;
}

// An exact name stands before one that begins with the words, that before one that merely contains them.
function rankOf({ q, name }: EnterpriseQuery, param: Param): string {
  const words = name ?? q;
  if (words === undefined) return NO_RANK;
  const form = searchForm(words);
  return `case when name_form = ${param(form)} then 0 when name_form like ${param(`${escapeLike(form)}%`)} then 1 else 2 end`;
}

function conditionsOf(query: EnterpriseQuery, param: Param): string[] {
  const conditions = nameConditionsOf(query, param);
  if (query.creditCode) conditions.push(startsWith('credit_code', codeTerm(query.creditCode), param));
  if (query.district) conditions.push(`district_code = ${param(query.district)}`);
  if (query.status) conditions.push(`status = ${param(query.status)}`);
  return conditions;
}

function nameConditionsOf(query: EnterpriseQuery, param: Param): string[] {
  const conditions: string[] = [];
  const contains = (column: string, text: string) => `${column} like ${param(`%${escapeLike(text)}%`)}`;
  if (query.q) conditions.push(anywhere(query.q, param, contains));
  if (query.name) conditions.push(contains('name_form', searchForm(query.name)));
  if (query.formerName) conditions.push(contains('former_search', searchForm(query.formerName)));
  if (query.pinyin) conditions.push(contains('name_pinyin', pinyinTerm(query.pinyin)));
  if (query.initials) conditions.push(contains('name_initials', pinyinTerm(query.initials)));
  return conditions;
}

function anywhere(words: string, param: Param, contains: (column: string, text: string) => string): string {
  const form = searchForm(words);
  const alternatives = [contains('name_form', form), contains('former_search', form)];
  const latin = pinyinTerm(words);
  if (/^[a-z0-9]+$/.test(latin)) {
    alternatives.push(contains('name_pinyin', latin), contains('name_initials', latin));
    alternatives.push(contains('former_search', latin), startsWith('credit_code', codeTerm(words), param));
  }
  return `(${alternatives.join(' or ')})`;
}

// As a range, because a prepared LIKE with an unknown pattern cannot use the order of the key.
function startsWith(column: string, prefix: string, param: Param): string {
  return `(${column} >= ${param(prefix)} and ${column} < ${param(`${prefix}~`)})`;
}

function codeTerm(text: string): string {
  return toHalfWidth(text).trim().toUpperCase();
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
