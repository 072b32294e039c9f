import { Database } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { NextToDefault } from './fuse.js';

@Injectable()
export class StressRepository {
  constructor(private readonly database: Database) {}

  /** Of the pool and of each of its banks: the overdue loans that have been so longest, at most so many. */
  next(poolCode: string, atMost: number, bankCode?: string): Promise<NextToDefault[]> {
    return this.database.query<NextToDefault>(
      `with overdue as (
         select f.bank_code, held_of_filing(f.coverage_mode, f.filed_fen, l.state) as covered,
                row_number() over (order by s.since, f.bank_code, f.due_bill_no) as of_pool,
                row_number() over (partition by f.bank_code order by s.since, f.due_bill_no) as of_bank
           from loan l join loan_filing f on f.due_bill_no = l.due_bill_no and f.bank_code = l.bank_code
             cross join lateral (select coalesce(l.state::jsonb ->> 'overdueSince', l.state::jsonb ->> 'maturity') as since) s
           where l.status = 'overdue' and f.status = 'confirmed' and not f.is_compensated and f.pool_code = $1
             and ($3::text is null or f.bank_code = $3))
       select '' as "bankCode", count(*)::int as loans, coalesce(sum(covered), 0)::bigint as "coveredFen" from overdue
         where of_pool <= $2 and $3::text is null
       union all
       select bank_code, count(*)::int, sum(covered)::bigint from overdue where of_bank <= $2 group by bank_code`,
      [poolCode, atMost, bankCode ?? null],
    );
  }
}
