import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { insiderScope } from '../enterprise/insider-scope.js';
import type { AnnualFacts, AnnualFactsStatus, FactsYear } from './annual-facts.js';
import {
  ANNUAL_FACTS_COLUMNS,
  annualFactsOf,
  type AnnualFactsRow,
  annualFactsValues,
} from './annual-facts.row.js';

/** Where a list of waiting years goes on: behind this one. */
export interface YearPosition {
  creditCode: string;
  fiscalYear: number;
}

@Injectable()
export class AnnualFactsRepository {
  constructor(private readonly database: Database) {}

  /** A year as it stands; the caller holds the lock of its enterprise. */
  async year(tx: Tx, creditCode: string, fiscalYear: number): Promise<FactsYear> {
    const rows = await tx.query<AnnualFactsRow>(
      `select ${ANNUAL_FACTS_COLUMNS} from annual_facts
       where credit_code = $1 and fiscal_year = $2::integer order by version desc`,
      [creditCode, fiscalYear],
    );
    const versions = rows.map(annualFactsOf);
    return {
      verified: versions.find(({ status, supersededAt }) => status === 'verified' && !supersededAt),
      underWay: versions.find(({ status }) => status === 'draft' || status === 'submitted'),
      newestVersion: versions[0]?.version ?? 0,
    };
  }

  /** Stores a new version, or the next state of a known one. What was verified only gets the instant at which it ends. */
  async save(tx: Tx, facts: AnnualFacts): Promise<void> {
    await tx.execute(
      `insert into annual_facts (${ANNUAL_FACTS_COLUMNS}) values (${VALUES})
       on conflict (credit_code, fiscal_year, version) do update set
         (status, figures, source, evidence_ids, rejection_reasons, recorded_by, recorded_at, submitted_by, submitted_at,
          decided_by, decided_at, superseded_at) =
         (excluded.status, excluded.figures, excluded.source, excluded.evidence_ids, excluded.rejection_reasons,
          excluded.recorded_by, excluded.recorded_at, excluded.submitted_by, excluded.submitted_at, excluded.decided_by,
          excluded.decided_at, excluded.superseded_at)`,
      annualFactsValues(facts),
    );
  }

  /**
   * The version of each year that a policy would look at now. Whoever decided on facts keeps these numbers beside the decision and
   * sees by them that a correction came in between (FACTS_CHANGED, cultivation-talent.md §2).
   */
  async versionsInForce(tx: Tx, creditCode: string): Promise<ReadonlyMap<number, number>> {
    const rows = await tx.query<{ fiscal_year: number; version: number }>(
      `select distinct on (fiscal_year) fiscal_year, version from annual_facts
       where credit_code = $1 and superseded_at is null and status in ('submitted', 'verified')
       order by fiscal_year, status = 'verified' desc, version desc`,
      [creditCode],
    );
    return new Map(rows.map((row) => [row.fiscal_year, row.version]));
  }

  /** Every version of a year, or of all years, that this caller may see; newest first. */
  async versions(creditCode: string, caller: Actor, fiscalYear?: number): Promise<AnnualFacts[]> {
    const scope = insiderScope(caller, 3);
    const rows = await this.database.query<AnnualFactsRow>(
      `select ${ANNUAL_FACTS_COLUMNS} from annual_facts
       where credit_code = $1 and ($2::integer is null or fiscal_year = $2)
         and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by fiscal_year desc, version desc`,
      [creditCode, fiscalYear ?? null, ...scope.values],
    );
    return rows.map(annualFactsOf);
  }

  /**
   * The version of a year that was in force at an instant: the verified one, else the submitted one.
   * @throws annual-facts/not-found
   */
  async inForce(creditCode: string, fiscalYear: number, at: Date, caller: Actor): Promise<AnnualFacts> {
    const scope = insiderScope(caller, 4);
    const [row] = await this.database.query<AnnualFactsRow & { was_verified: boolean }>(
      `select ${ANNUAL_FACTS_COLUMNS}, status = 'verified' and decided_at <= $3 as was_verified from annual_facts
       where credit_code = $1 and fiscal_year = $2::integer and submitted_at <= $3::timestamptz
         and (superseded_at is null or superseded_at > $3)
         and (status = 'verified' or decided_at is null or decided_at > $3)
         and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by was_verified desc, version desc limit 1`,
      [creditCode, fiscalYear, at, ...scope.values],
    );
    if (!row) throw refuse('annual-facts/not-found', { creditCode, fiscalYear });
    return annualFactsOf(row);
  }

  /** Years in one status, of the enterprises this caller is responsible for, in the order of their credit codes. */
  async list(
    {
      status,
      district,
      after,
      limit,
    }: { status: AnnualFactsStatus; district?: string; after?: YearPosition; limit: number },
    caller: Actor,
  ): Promise<AnnualFacts[]> {
    const scope = insiderScope(caller, 6);
    const rows = await this.database.query<AnnualFactsRow>(
      `select ${ANNUAL_FACTS_COLUMNS} from annual_facts f
       where status = $1 and (credit_code, fiscal_year) > ($2::text, $3::integer)
         and exists (select 1 from enterprise e where e.credit_code = f.credit_code
           and ($4::text is null or e.district_code = $4)
           and ${scope.sql})
       order by credit_code, fiscal_year limit $5::integer`,
      [status, after?.creditCode ?? '', after?.fiscalYear ?? 0, district ?? null, limit, ...scope.values],
    );
    return rows.map(annualFactsOf);
  }
}

const COLUMN_TYPES =
  `text integer integer text jsonb text uuid[] text jsonb text timestamptz text timestamptz text timestamptz
  timestamptz`.split(/\s+/);
const VALUES = COLUMN_TYPES.map((type, at) => `$${at + 1}::${type}`).join(', ');
