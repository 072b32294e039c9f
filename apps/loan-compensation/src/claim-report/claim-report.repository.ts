import { Database } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { ClaimAge, PoolLine, RecoveryLine } from './claim-report.js';

/** Reports on claims and what became of them: each line is a row, each total the sum of its lines. */
@Injectable()
export class ClaimReportRepository {
  constructor(private readonly database: Database) {}

  /** Balances of the ledger at the end of a day, by what the account is and whose it is. */
  pools(on: LocalDate): Promise<PoolLine[]> {
    return this.database.query<PoolLine>(
      `select pool_code as "poolCode", split_part(account, '.', 1) as "group", split_part(account, '.', 2) as level,
              balance_fen as "amountFen"
         from (select distinct on (pool_code, account) pool_code, account, balance_fen from ledger_entry
                 where posted_on <= $1 order by pool_code, account, account_version desc) e
         order by pool_code, account`,
      [on],
    );
  }

  /** Claims on their way, the latest against their step first. */
  ages(on: LocalDate): Promise<ClaimAge[]> {
    return this.database.query<ClaimAge>(
      `select claim_no as "claimNo", bank_code as "bankCode", kind, status,
              (changed_at at time zone 'Asia/Shanghai')::date as since, due_on as "dueOn",
              greatest(0, $1::date - coalesce(due_on, $1::date)) as "daysLate", returns,
              certified_principal_fen as "certifiedPrincipalFen"
         from claim where status not in ('draft', 'rejected', 'withdrawn', 'lapsed', 'paid', 'recovering', 'closed', 'clawedBack')
         order by "daysLate" desc, due_on nulls last, claim_no`,
      [on],
    );
  }

  /** How often claims were refused, by the ground. */
  refusals(): Promise<{ refusalGround: string; claims: number }[]> {
    return this.database.query(
      `select refusal_ground as "refusalGround", count(*)::int as claims from claim where status = 'rejected'
         group by 1 order by 1`,
      [],
    );
  }

  /** What was paid and has come back, loan by loan; what a bank has not remitted in time is counted in days. */
  recoveries(on: LocalDate): Promise<RecoveryLine[]> {
    return this.database.query<RecoveryLine>(
      `select c.first_claim_no as "claimNo", c.bank_code as "bankCode", c.due_bill_no as "dueBillNo", c.pool_code as "poolCode",
              c.status, f.paid_on as "paidOn", p.paid as "paidFen", r.recovered as "recoveredFen", p.paid - r.recovered as "remainingFen",
              r.last as "lastReceivedOn", m.unremitted as "unremittedFen", m.late as "remittanceDaysLate"
         from compensation c join claim f on f.claim_no = c.first_claim_no
         cross join lateral (select coalesce(sum((l ->> 'amountFen')::bigint), 0)::bigint as paid from jsonb_array_elements(c.layers) l) p
         cross join lateral (select coalesce(sum(pool_fen), 0)::bigint as recovered, max(received_on) as last from recovery v
                               where v.first_claim_no = c.first_claim_no) r
         cross join lateral (select coalesce(sum(due_fen - remitted_fen), 0)::bigint as unremitted,
                                    coalesce(max($1::date - due_on), 0)::int as late from remittance t
                               where t.first_claim_no = c.first_claim_no and t.due_fen > t.remitted_fen and t.status <> 'setOff') m
         order by c.pool_code, c.first_claim_no`,
      [on],
    );
  }
}
