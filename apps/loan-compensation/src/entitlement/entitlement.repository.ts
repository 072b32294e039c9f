import { Database } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { BadLoan, DrawnCover } from './entitlement.js';

@Injectable()
export class EntitlementRepository {
  constructor(private readonly database: Database) {}

  /** What banks drew under cover, settled since or not; banks in the order of their codes. */
  drawn(poolCode: string): Promise<DrawnCover[]> {
    return this.database.query<DrawnCover>(
      `select f.bank_code as "bankCode", count(*)::int as loans, sum(least(f.filed_fen, d.disbursed))::bigint as "drawnFen"
         from loan_filing f join loan l on l.due_bill_no = f.due_bill_no and l.bank_code = f.bank_code
           cross join lateral (select (l.state::jsonb ->> 'disbursedFen')::bigint as disbursed) d
         where f.pool_code = $1 and f.status = 'confirmed' and d.disbursed > 0
         group by f.bank_code order by f.bank_code collate "C"`,
      [poolCode],
    );
  }

  /** The loans of a pool that are not performing and not compensated: few beside its loans. */
  bad(poolCode: string): Promise<BadLoan[]> {
    return this.database.query<BadLoan>(
      `select f.bank_code as "bankCode", f.programme, split_part(f.policy_id, '/', 2)::int as "policyVersion",
              (l.state::jsonb ->> 'principalFen')::bigint as "principalFen",
              (l.state::jsonb ->> 'disbursedFen')::bigint as "disbursedFen", f.filed_fen as "filedFen", f.pool_bps as "poolBps"
         from loan_filing f join loan l on l.due_bill_no = f.due_bill_no and l.bank_code = f.bank_code
         where f.pool_code = $1 and f.status = 'confirmed' and not f.is_compensated and l.status = 'nonPerforming'
         order by f.bank_code collate "C", f.due_bill_no collate "C"`,
      [poolCode],
    );
  }
}
