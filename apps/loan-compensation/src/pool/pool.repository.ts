import { refuse } from '@gusu/contracts';
import { Database, isUniqueViolation, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { PoolTopUp, RiskPool } from './pool.js';

const POOL = `pool_code as "poolCode", programme, name, custodian_bank as "custodianBank", ledger_version as "ledgerVersion",
  opened_by as "openedBy", opened_at as "openedAt",
  (select coalesce(json_agg(json_build_object('level', level, 'name', c.name, 'committedFen', committed_fen) order by level), '[]')
     from pool_contributor c where c.pool_code = p.pool_code) as contributors`;

const TOP_UP = `top_up_id as "topUpId", pool_code as "poolCode", level, amount_fen as "amountFen", value_on as "valueOn",
  doc_no as "docNo", status, requested_by as "requestedBy", requested_at as "requestedAt", decided_by as "decidedBy",
  decided_at as "decidedAt"`;

@Injectable()
export class PoolRepository {
  constructor(private readonly database: Database) {}

  /** @throws Refusal pool/already-open */
  async insert(tx: Tx, { contributors, ...pool }: RiskPool): Promise<void> {
    try {
      await tx.execute(
        `insert into risk_pool (pool_code, programme, name, custodian_bank, opened_by, opened_at) values ($1, $2, $3, $4, $5, $6)`,
        [pool.poolCode, pool.programme, pool.name, pool.custodianBank, pool.openedBy, pool.openedAt],
      );
    } catch (error) {
      const { poolCode, programme } = pool;
      if (isUniqueViolation(error)) throw refuse('pool/already-open', { poolCode, programme });
      throw error;
    }
    await tx.execute(
      `insert into pool_contributor (pool_code, level, name, committed_fen)
         select $1, l, n, f from unnest($2::text[], $3::text[], $4::bigint[]) as c (l, n, f)`,
      [
        pool.poolCode,
        contributors.map(({ level }) => level),
        contributors.map(({ name }) => name),
        contributors.map(({ committedFen }) => committedFen),
      ],
    );
  }

  /** The first lock of whoever touches a pool. @throws Refusal pool/not-found */
  async lock(tx: Tx, poolCode: string): Promise<RiskPool> {
    const [pool] = await tx.query<RiskPool>(
      `select ${POOL} from risk_pool p where pool_code = $1 for update`,
      [poolCode],
    );
    if (!pool) throw refuse('pool/not-found', { poolCode });
    return poolOf(pool);
  }

  /** @throws Refusal pool/not-found */
  async get(poolCode: string): Promise<RiskPool> {
    const [pool] = await this.database.query<RiskPool>(
      `select ${POOL} from risk_pool p where pool_code = $1`,
      [poolCode],
    );
    if (!pool) throw refuse('pool/not-found', { poolCode });
    return poolOf(pool);
  }

  async list(): Promise<RiskPool[]> {
    return (
      await this.database.query<RiskPool>(`select ${POOL} from risk_pool p order by pool_code`, [])
    ).map(poolOf);
  }

  async insertTopUp(tx: Tx, topUp: PoolTopUp): Promise<void> {
    await tx.execute(
      `insert into pool_top_up (top_up_id, pool_code, level, amount_fen, value_on, doc_no, status, requested_by, requested_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        topUp.topUpId,
        topUp.poolCode,
        topUp.level,
        topUp.amountFen,
        topUp.valueOn,
        topUp.docNo,
        topUp.status,
        topUp.requestedBy,
        topUp.requestedAt,
      ],
    );
  }

  /** Locked after its pool, as everything of a pool is. @throws Refusal pool-top-up/not-found */
  async lockTopUp(tx: Tx, poolCode: string, topUpId: string): Promise<PoolTopUp> {
    const [topUp] = await tx.query<PoolTopUp>(
      `select ${TOP_UP} from pool_top_up where pool_code = $1 and top_up_id = $2 for update`,
      [poolCode, topUpId],
    );
    if (!topUp) throw refuse('pool-top-up/not-found', { poolCode, topUpId });
    return topUp;
  }

  async decideTopUp(tx: Tx, { topUpId, status, decidedBy, decidedAt }: PoolTopUp): Promise<void> {
    await tx.execute(
      'update pool_top_up set status = $2, decided_by = $3, decided_at = $4 where top_up_id = $1',
      [topUpId, status, decidedBy, decidedAt],
    );
  }

  /** The newest first. */
  topUps(poolCode: string): Promise<PoolTopUp[]> {
    return this.database.query<PoolTopUp>(
      `select ${TOP_UP} from pool_top_up where pool_code = $1 order by requested_at desc, top_up_id`,
      [poolCode],
    );
  }
}

// Inside a JSON array of PostgreSQL an amount arrives as a number.
function poolOf(pool: RiskPool): RiskPool {
  const contributors = pool.contributors.map((each) => ({
    ...each,
    committedFen: BigInt(each.committedFen),
  }));
  return { ...pool, contributors };
}
