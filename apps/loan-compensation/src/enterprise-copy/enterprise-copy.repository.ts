import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { EnterpriseCopyView } from './enterprise-copy.dto.js';
import type { EnterpriseFact } from './enterprise-copy.rules.js';

/** What a rebuild found to differ from the log. */
export interface CopyCorrections {
  added: number;
  changed: number;
  removed: number;
}

const PAGE = 20_000;

const VIEW = `credit_code as "creditCode", name, district_code as "districtCode", status, established_on as "establishedOn",
  is_synthetic as "isSynthetic", identifier_exception as "identifierException",
  key_version::int as "keyVersion"`;

const columns = (facts: readonly EnterpriseFact[]): unknown[] => [
  facts.map(({ state }) => state.creditCode),
  facts.map(({ state }) => state.name),
  facts.map(({ state }) => state.districtCode),
  facts.map(({ state }) => state.status),
  facts.map(({ state }) => state.establishedOn),
  facts.map(({ state }) => state.isSynthetic),
  facts.map(({ state }) => state.identifierException ?? false),
  facts.map(({ keyVersion }) => keyVersion),
];

const COLUMNS = `credit_code, name, district_code, status, established_on, is_synthetic, identifier_exception, key_version`;

const REPLACED = `name = excluded.name, district_code = excluded.district_code, status = excluded.status,
  established_on = excluded.established_on, is_synthetic = excluded.is_synthetic,
  identifier_exception = excluded.identifier_exception, key_version = excluded.key_version`;

const ROWS = `select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::bool[], $7::bool[],
  $8::bigint[]) as f (${COLUMNS})`;

@Injectable()
export class EnterpriseCopyRepository {
  constructor(private readonly database: Database) {}

  /** Writes a page at once; an older version never replaces a newer one. */
  async save(tx: Tx, facts: readonly EnterpriseFact[]): Promise<void> {
    await tx.execute(
      `insert into enterprise_copy as c (${COLUMNS})
         ${ROWS} order by credit_code
         on conflict (credit_code) do update set ${REPLACED}
         where c.key_version < excluded.key_version`,
      columns(facts),
    );
  }

  /** Makes the whole copy what these facts say, whatever its versions claim, and touches nothing that is so already. */
  async replace(tx: Tx, facts: readonly EnterpriseFact[]): Promise<CopyCorrections> {
    const corrections = { added: 0, changed: 0, removed: 0 };
    corrections.removed = await tx.execute(
      'delete from enterprise_copy where credit_code <> all($1::text[])',
      [facts.map(({ state }) => state.creditCode)],
    );
    for (let at = 0; at < facts.length; at += PAGE) {
      const [written] = await tx.query<{ added: number; changed: number }>(
        `with written as (
           insert into enterprise_copy as c (${COLUMNS})
             ${ROWS} order by credit_code
             on conflict (credit_code) do update set ${REPLACED}
             where c is distinct from excluded
             returning xmax = 0 as is_new)
         select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed from written`,
        columns(facts.slice(at, at + PAGE)),
      );
      corrections.added += written?.added ?? 0;
      corrections.changed += written?.changed ?? 0;
    }
    return corrections;
  }

  /** Of these codes the ones that are known and active. */
  async activeAmong(tx: Tx, creditCodes: readonly string[]): Promise<Set<string>> {
    if (creditCodes.length === 0) return new Set();
    const rows = await tx.query<{ code: string }>(
      "select credit_code as code from enterprise_copy where credit_code = any($1::text[]) and status = 'active'",
      [creditCodes],
    );
    return new Set(rows.map(({ code }) => code));
  }

  async find(creditCode: string): Promise<EnterpriseCopyView | undefined> {
    const [found] = await this.database.query<EnterpriseCopyView>(
      `select ${VIEW} from enterprise_copy where credit_code = $1`,
      [creditCode],
    );
    return found;
  }

  page(after: string, limit: number): Promise<EnterpriseCopyView[]> {
    return this.database.query<EnterpriseCopyView>(
      `select ${VIEW} from enterprise_copy where credit_code > $1 order by credit_code limit $2`,
      [after, limit],
    );
  }

  async count(): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      'select count(*)::int as n from enterprise_copy',
      [],
    );
    return row?.n ?? 0;
  }
}
