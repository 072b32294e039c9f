import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor, LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Enterprise } from './enterprise.js';
import { ENTERPRISE_COLUMNS, enterpriseOf, type EnterpriseRow, rowValues } from './enterprise.row.js';
import { type Scope, visibleTo } from './enterprise-scope.js';
import { pinyinOf, searchForm } from './pinyin-name.js';

/** A point in the register's past: what held on a day, or what the register knew at an instant. */
export type AsOf = { day: string } | { instant: Date };

@Injectable()
export class EnterpriseRepository {
  constructor(private readonly database: Database) {}

  /** @throws enterprise/not-found when there is none, or none that this caller may know of */
  async lock(tx: Tx, creditCode: string, caller: Actor): Promise<Enterprise> {
    const scope = visibleTo(caller, 2);
    const [row] = await tx.query<EnterpriseRow>(
      `select ${ENTERPRISE_COLUMNS} from enterprise where credit_code = $1 and ${scope.sql} for update`,
      [creditCode, ...scope.values],
    );
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return enterpriseOf(row);
  }

  /** Stores the first version; false when the credit code is already in the register, in whatever status. */
  async insert(tx: Tx, enterprise: Enterprise): Promise<boolean> {
    const inserted = await tx.execute(
      `insert into enterprise (${ENTERPRISE_COLUMNS}, name_pinyin, name_initials, former_search)
       values (${VALUES}) on conflict (credit_code) do nothing`,
      [...rowValues(enterprise), ...searchTexts(enterprise)],
    );
    return inserted === 1;
  }

  /** Replaces the locked version by the next one and keeps the replaced one in the history. */
  async save(tx: Tx, enterprise: Enterprise): Promise<void> {
    const saved = await tx.execute(
      `with kept as (
         insert into enterprise_history (${ENTERPRISE_COLUMNS}, superseded_at)
         select ${ENTERPRISE_COLUMNS}, $20::timestamptz from enterprise where credit_code = $1 and version = $19::integer - 1)
       update enterprise set (${ENTERPRISE_COLUMNS}, name_pinyin, name_initials, former_search) = row(${VALUES})
       where credit_code = $1 and version = $19::integer - 1`,
      [...rowValues(enterprise), ...searchTexts(enterprise)],
    );
    if (saved !== 1) throw refuse('enterprise/version-changed', { creditCode: enterprise.creditCode });
  }

  /** By when an officer verifies a draft; it is about the office and no part of any version of the enterprise. */
  async expectVerification(tx: Tx, creditCode: string, dueOn: LocalDate | undefined): Promise<void> {
    await tx.execute('update enterprise set verify_by = $2::date where credit_code = $1', [
      creditCode,
      dueOn ?? null,
    ]);
  }

  /** Drafts for which nobody could say by when they are verified, locked; another instance's are left to it. */
  async lockUncounted(tx: Tx, limit: number): Promise<Enterprise[]> {
    const rows = await tx.query<EnterpriseRow>(
      `select ${ENTERPRISE_COLUMNS} from enterprise where status = 'pendingVerification' and verify_by is null
       order by recorded_at, credit_code limit $1::integer for update skip locked`,
      [limit],
    );
    return rows.map(enterpriseOf);
  }

  /** @throws enterprise/not-found when there is none, or none that this caller may know of */
  async get(creditCode: string, caller: Actor, asOf?: AsOf): Promise<Enterprise> {
    const scope = visibleTo(caller, asOf ? 3 : 2);
    const [row] = asOf
      ? await this.database.query<EnterpriseRow>(asOfQuery(asOf, scope), [
          creditCode,
          'day' in asOf ? asOf.day : asOf.instant,
          ...scope.values,
        ])
      : await this.database.query<EnterpriseRow>(
          `select ${ENTERPRISE_COLUMNS} from enterprise where credit_code = $1 and ${scope.sql}`,
          [creditCode, ...scope.values],
        );
    if (!row) throw refuse('enterprise/not-found', { creditCode });
    return enterpriseOf(row);
  }

  /** Every version that this caller may see, newest first. */
  async versions(creditCode: string, caller: Actor): Promise<Enterprise[]> {
    const scope = visibleTo(caller, 2);
    const rows = await this.database.query<EnterpriseRow>(
      `select ${ENTERPRISE_COLUMNS} from enterprise_version
       where credit_code = $1 and ${scope.sql} and ${isStillVisible(scope)} order by version desc`,
      [creditCode, ...scope.values],
    );
    if (rows.length === 0) throw refuse('enterprise/not-found', { creditCode });
    return rows.map(enterpriseOf);
  }
}

// The version of that time is found first and judged afterwards: the newest one that a caller may see is not the one that held.
function asOfQuery(asOf: AsOf, scope: Scope): string {
  const isBefore = 'day' in asOf ? 'effective_on <= $2::date' : 'recorded_at <= $2::timestamptz';
  return `
    select * from (
      select ${ENTERPRISE_COLUMNS} from enterprise_version where credit_code = $1 and ${isBefore}
      order by version desc limit 1) then_valid
    where ${scope.sql} and ${isStillVisible(scope)}`;
}

// A draft that was handed in again elsewhere is no longer the business of the district it left, its earlier versions included.
function isStillVisible(scope: Scope): string {
  return `exists (select from enterprise where credit_code = $1 and ${scope.sql})`;
}

const COLUMN_TYPES =
  `text text jsonb date text numeric text text text text text date text boolean jsonb jsonb text text
  integer timestamptz text text text text text`.split(/\s+/);
const VALUES = COLUMN_TYPES.map((type, at) => `$${at + 1}::${type}`).join(', ');

/** What the search finds an enterprise by besides its name; former names are found by their pinyin and initials too. */
export function searchTexts({ name, formerNames }: Pick<Enterprise, 'name' | 'formerNames'>): string[] {
  const { pinyin, initials } = pinyinOf(name);
  const former = formerNames.flatMap((past) => [
    searchForm(past.name),
    ...Object.values(pinyinOf(past.name)),
  ]);
  return [pinyin, initials, former.join('\n')];
}
