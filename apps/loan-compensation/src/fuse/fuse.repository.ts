import { refuse } from '@gusu/contracts';
import { Database, isUniqueViolation, type Tx } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { FuseChange, FuseLift, MonthEnd } from './fuse.js';

const LIFT = `lift_id as "liftId", pool_code as "poolCode", bank_code as "bankCode", level, doc_no as "docNo", reason, status,
  requested_by as "requestedBy", requested_at as "requestedAt", decided_by as "decidedBy", decided_at as "decidedAt"`;

@Injectable()
export class FuseRepository {
  constructor(private readonly database: Database) {}

  /** Its position is locked. */
  async change(tx: Tx, change: FuseChange): Promise<void> {
    const { poolCode, bankCode, previousLevel, level, changedBy, changedAt } = change;
    await tx.execute(
      'update covered_position set fuse_level = $3, fuse_since = $4 where pool_code = $1 and bank_code = $2',
      [poolCode, bankCode, level, changedAt],
    );
    await tx.execute(
      `insert into fuse_change (pool_code, bank_code, previous_level, level, numerator_fen, denominator_fen, loans, policy_id,
                                changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        poolCode,
        bankCode,
        previousLevel,
        level,
        change.numeratorFen,
        change.denominatorFen,
        change.loans,
        change.policyId,
        changedBy,
        changedAt,
      ],
    );
  }

  /** The newest first. */
  changes(poolCode: string): Promise<FuseChange[]> {
    return this.database.query<FuseChange>(
      `select pool_code as "poolCode", bank_code as "bankCode", previous_level as "previousLevel", level,
              numerator_fen as "numeratorFen", denominator_fen as "denominatorFen", loans, policy_id as "policyId",
              changed_by as "changedBy", changed_at as "changedAt"
         from fuse_change where pool_code = $1 order by change_no desc limit 500`,
      [poolCode],
    );
  }

  /** @throws Refusal fuse-lift/already-requested */
  async insertLift(tx: Tx, lift: FuseLift): Promise<void> {
    const { liftId, poolCode, bankCode, level, docNo, reason, status, requestedBy, requestedAt } = lift;
    try {
      await tx.execute(
        `insert into fuse_lift (lift_id, pool_code, bank_code, level, doc_no, reason, status, requested_by, requested_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [liftId, poolCode, bankCode, level, docNo, reason, status, requestedBy, requestedAt],
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw refuse('fuse-lift/already-requested', { poolCode, bankCode });
      throw error;
    }
  }

  /** Whose fuse a request is about, before anything is locked. @throws Refusal fuse-lift/not-found */
  async findLift(tx: Tx, poolCode: string, liftId: string): Promise<Pick<FuseLift, 'bankCode'>> {
    const [lift] = await tx.query<Pick<FuseLift, 'bankCode'>>(
      'select bank_code as "bankCode" from fuse_lift where pool_code = $1 and lift_id = $2',
      [poolCode, liftId],
    );
    if (!lift) throw refuse('fuse-lift/not-found', { poolCode, liftId });
    return lift;
  }

  /** @throws Refusal fuse-lift/not-found */
  async lockLift(tx: Tx, poolCode: string, liftId: string): Promise<FuseLift> {
    const [lift] = await tx.query<FuseLift>(
      `select ${LIFT} from fuse_lift where pool_code = $1 and lift_id = $2 for update`,
      [poolCode, liftId],
    );
    if (!lift) throw refuse('fuse-lift/not-found', { poolCode, liftId });
    return lift;
  }

  async decideLift(tx: Tx, { liftId, status, decidedBy, decidedAt }: FuseLift): Promise<void> {
    await tx.execute(
      'update fuse_lift set status = $2, decided_by = $3, decided_at = $4 where lift_id = $1',
      [liftId, status, decidedBy, decidedAt],
    );
  }

  lifts(poolCode: string): Promise<FuseLift[]> {
    return this.database.query<FuseLift>(
      `select ${LIFT} from fuse_lift where pool_code = $1 order by requested_at desc, lift_id`,
      [poolCode],
    );
  }

  /** What a fuse read at the ends of the last months, the newest last. */
  async monthEnds(tx: Tx, poolCode: string, bankCode: string, atMost: number): Promise<MonthEnd[]> {
    const ends = await tx.query<MonthEnd>(
      `select month_end as "monthEnd", numerator_fen as "numeratorFen", denominator_fen as "denominatorFen", loans
         from fuse_month_end where pool_code = $1 and bank_code = $2 order by month_end desc limit $3`,
      [poolCode, bankCode, atMost],
    );
    return ends.reverse();
  }

  /** The last twelve month ends of every fuse of a pool. */
  trend(poolCode: string): Promise<(MonthEnd & { bankCode: string })[]> {
    return this.database.query(
      `select bank_code as "bankCode", month_end as "monthEnd", numerator_fen as "numeratorFen",
              denominator_fen as "denominatorFen", loans
         from fuse_month_end where pool_code = $1 and month_end > (now() at time zone 'Asia/Shanghai')::date - interval '13 months'
         order by bank_code, month_end`,
      [poolCode],
    );
  }

  /** Keeps what fuses read at the end of a month; what was kept before stays. */
  async keepMonthEnds(
    tx: Tx,
    monthEnd: LocalDate,
    measures: readonly (Omit<MonthEnd, 'monthEnd'> & { poolCode: string; bankCode: string })[],
    takenAt: Date,
  ): Promise<number> {
    return tx.execute(
      `insert into fuse_month_end (pool_code, bank_code, month_end, numerator_fen, denominator_fen, loans, taken_at)
         select p, b, $1, n, d, l, $2 from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::int[]) as k (p, b, n, d, l)
         on conflict do nothing`,
      [
        monthEnd,
        takenAt,
        measures.map(({ poolCode }) => poolCode),
        measures.map(({ bankCode }) => bankCode),
        measures.map(({ numeratorFen }) => numeratorFen),
        measures.map(({ denominatorFen }) => denominatorFen),
        measures.map(({ loans }) => loans),
      ],
    );
  }
}
