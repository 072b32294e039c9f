import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor, CreditCode, Programme } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { visibleTo } from '../enterprise/enterprise-scope.js';
import type { ListedPlace, PoolPlace } from './cultivation-pool.js';
import { placeOf, POOL_COLUMNS, type PoolPlaceRow } from './cultivation-pool.row.js';

export interface PoolQuery {
  stage: Programme;
  district?: string;
  after: string;
  limit: number;
}

@Injectable()
export class CultivationPoolRepository {
  constructor(private readonly database: Database) {}

  /** Every place that these enterprises ever had; the caller holds the lock of {@link QualificationRepository.lockHolders}. */
  async ofHolders(tx: Tx, creditCodes: readonly CreditCode[]): Promise<Map<CreditCode, PoolPlace[]>> {
    const rows = await tx.query<PoolPlaceRow>(
      `select ${POOL_COLUMNS} from cultivation_pool where credit_code = any($1::text[]) order by place_id`,
      [creditCodes],
    );
    const places = new Map<CreditCode, PoolPlace[]>(creditCodes.map((creditCode) => [creditCode, []]));
    for (const row of rows) places.get(row.credit_code)?.push(placeOf(row));
    return places;
  }

  async save(tx: Tx, left: readonly PoolPlace[], entered: readonly PoolPlace[]): Promise<void> {
    if (left.length > 0)
      await tx.execute(
        `update cultivation_pool p set left_on = c.left_on, reason = c.reason
         from unnest($1::text[], $2::text[], $3::date[], $4::text[]) as c (credit_code, stage, left_on, reason)
         where p.credit_code = c.credit_code and p.stage = c.stage and p.left_on is null`,
        [
          left.map(({ creditCode }) => creditCode),
          left.map(({ stage }) => stage),
          left.map(({ leftOn }) => leftOn),
          left.map(({ reason }) => reason),
        ],
      );
    if (entered.length > 0)
      await tx.execute(
        `insert into cultivation_pool (credit_code, stage, entered_on)
         select * from unnest($1::text[], $2::text[], $3::date[])`,
        [
          entered.map(({ creditCode }) => creditCode),
          entered.map(({ stage }) => stage),
          entered.map(({ enteredOn }) => enteredOn),
        ],
      );
  }

  /** Every place of an enterprise, in the order in which they were taken. @throws enterprise/not-found */
  async ofEnterprise(creditCode: string, caller: Actor): Promise<PoolPlace[]> {
    const scope = visibleTo(caller, 2);
    const rows = await this.database.query<PoolPlaceRow | { stage: null }>(
      `select ${POOL_COLUMNS} from (select credit_code from enterprise where credit_code = $1 and ${scope.sql}) e
       left join cultivation_pool using (credit_code) order by place_id`,
      [creditCode, ...scope.values],
    );
    if (rows.length === 0) throw refuse('enterprise/not-found', { creditCode });
    return rows.filter((row) => row.stage !== null).map(placeOf);
  }

  /** Who stands on a rung now, in the order of the credit codes. */
  async page({ stage, district, after, limit }: PoolQuery, caller: Actor): Promise<ListedPlace[]> {
    const scope = visibleTo(caller, 5);
    const rows = await this.database.query<PoolPlaceRow & { name: string; district_code: string }>(
      `select credit_code, stage, entered_on, left_on, reason, name, district_code
       from cultivation_pool join enterprise using (credit_code)
       where stage = $1 and left_on is null and credit_code > $2 and ($3::text is null or district_code = $3)
         and ${scope.sql}
       order by credit_code limit $4::integer`,
      [stage, after, district ?? null, limit, ...scope.values],
    );
    return rows.map((row) => ({ ...placeOf(row), name: row.name, districtCode: row.district_code }));
  }
}
