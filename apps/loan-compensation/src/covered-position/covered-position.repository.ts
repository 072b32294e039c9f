import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { FuseLevel } from '../fuse/fuse.js';
import type { MovedPosition, PositionChange } from './covered-position.js';
import { totalsOf } from './position-totals.rules.js';

const POSITION = `c.pool_code as "poolCode", c.bank_code as "bankCode", c.held_fen as "heldFen", c.covered_fen as "coveredFen",
  c.bad_fen as "badFen", c.unrecovered_fen as "unrecoveredFen", c.filings, c.loans, c.fuse_level as "fuseLevel"`;

const READING = `${POSITION}, c.programme, c.policy_version as "policyVersion", c.drawn_fen as "drawnFen",
  c.year_bad_fen as "yearBadFen", c.loans_of_year as "loansOfYear"`;

const MOVE = `select ${READING} from move_positions(${Array.from({ length: 16 }, (_, n) => `$${n + 1}`).join(', ')}) c`;

const READ = `select ${POSITION}, r.programme, v.version as "policyVersion", coalesce(y.drawn_fen, 0) as "drawnFen",
    coalesce(y.bad_fen, 0) as "yearBadFen", coalesce(y.loans, 0) as "loansOfYear"
  from covered_position c join risk_pool r using (pool_code)
  left join loan_policy v on v.programme = r.programme and v.status = 'published'
    and daterange(v.effective_from, v.effective_to, '[]') @> $2::date
  left join covered_year y on y.pool_code = c.pool_code and y.bank_code = c.bank_code
    and y.year = extract(year from $2::date)::int`;

@Injectable()
export class CoveredPositionRepository {
  constructor(private readonly database: Database) {}

  /** Moves pools and their banks by the sum of these changes, in the order of their keys, and returns them as they now stand, locked. */
  async move(tx: Tx, changes: readonly PositionChange[], on: LocalDate): Promise<MovedPosition[]> {
    if (changes.length === 0) return [];
    const { positions, years } = totalsOf(changes);
    return tx.query<MovedPosition>(MOVE, [
      positions.map(({ poolCode }) => poolCode),
      positions.map(({ bankCode }) => bankCode),
      positions.map(({ heldFen }) => heldFen),
      positions.map(({ coveredFen }) => coveredFen),
      positions.map(({ badFen }) => badFen),
      positions.map(({ unrecoveredFen }) => unrecoveredFen),
      positions.map(({ filings }) => filings),
      positions.map(({ loans }) => loans),
      years.map(({ poolCode }) => poolCode),
      years.map(({ bankCode }) => bankCode),
      years.map(({ year }) => year),
      years.map(({ enrolledFen }) => enrolledFen),
      years.map(({ drawnFen }) => drawnFen),
      years.map(({ badFen }) => badFen),
      years.map(({ loans }) => loans),
      on,
    ]);
  }

  /** A pool as a whole and each of its banks, the pool first; a bank sees itself alone. */
  ofPool(poolCode: string, on: LocalDate, bankCode?: string): Promise<MovedPosition[]> {
    return this.database.query<MovedPosition>(
      `${READ} where c.pool_code = $1 and ($3::text is null or c.bank_code = $3) order by c.bank_code`,
      [poolCode, on, bankCode ?? null],
    );
  }

  /** What a pool stands on: its capital, which is cash less what is reserved (funding.md §7.3). @throws Refusal pool/not-found */
  async ground(
    poolCode: string,
    on: LocalDate,
  ): Promise<{ programme: string; policyVersion: number | null; capitalFen: SignedFen }> {
    const [pool] = await this.database.query<{
      programme: string;
      policyVersion: number | null;
      capitalFen: SignedFen;
    }>(
      `select p.programme, v.version as "policyVersion", (
           select coalesce(sum(case account when 'POOL_CASH' then balance_fen else -abs(balance_fen) end), 0)::bigint from (
             select distinct on (account) account, balance_fen from ledger_entry
               where pool_code = p.pool_code and account in ('POOL_CASH', 'RESERVED') order by account, account_version desc) a) as "capitalFen"
         from risk_pool p left join loan_policy v on v.programme = p.programme and v.status = 'published'
           and daterange(v.effective_from, v.effective_to, '[]') @> $2::date
         where p.pool_code = $1`,
      [poolCode, on],
    );
    if (!pool) throw refuse('pool/not-found', { poolCode });
    return pool;
  }

  /** Every position there is. */
  all(tx: Tx, on: LocalDate): Promise<MovedPosition[]> {
    return tx.query<MovedPosition>(`${READ} where $1::text is null order by c.pool_code, c.bank_code`, [
      null,
      on,
    ]);
  }

  /** Locks the pool and then the position, as everybody does. @throws Refusal pool/not-found, fuse/not-found */
  async lock(tx: Tx, poolCode: string, bankCode: string, on: LocalDate): Promise<MovedPosition> {
    const pools = await tx.query('select 1 from risk_pool where pool_code = $1 for update', [poolCode]);
    if (pools.length === 0) throw refuse('pool/not-found', { poolCode });
    const [found] = await tx.query<MovedPosition>(
      `${READ} where c.pool_code = $1 and c.bank_code = $3 for update of c`,
      [poolCode, on, bankCode],
    );
    if (!found) throw refuse('fuse/not-found', { poolCode, bankCode });
    return found;
  }

  /** The levels of the fuse of a pool and of that of a bank in it; a position nobody has moved has none. */
  async fuseLevels(tx: Tx, poolCode: string, bankCode: string): Promise<FuseLevel[]> {
    const rows = await tx.query<{ level: FuseLevel }>(
      `select fuse_level as level from covered_position where pool_code = $1 and bank_code in ('', $2) order by bank_code`,
      [poolCode, bankCode],
    );
    return rows.map(({ level }) => level);
  }

  /** Principal that a bank enrolled in a year (funding.md §7.11). */
  async enrolledFen(tx: Tx, poolCode: string, bankCode: string, year: number): Promise<Fen> {
    const [row] = await tx.query<{ enrolledFen: Fen }>(
      'select enrolled_fen as "enrolledFen" from covered_year where pool_code = $1 and bank_code = $2 and year = $3',
      [poolCode, bankCode, year],
    );
    return row?.enrolledFen ?? 0n;
  }
}
