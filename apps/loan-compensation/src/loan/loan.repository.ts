import { refuse } from '@gusu/contracts';
import { Database } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { loanView, type ExposureView, type LoanRecord, type LoanView } from './loan.dto.js';

const RECORD = `bank_code as "bankCode", due_bill_no as "dueBillNo", credit_code as "creditCode", filing_no as "filingNo",
  status, principal_fen as "principalFen", planned_fen as "plannedFen", state, fold_hash as "foldHash", version,
  (select jsonb_build_object('filingNo', f.filing_no, 'status', f.status, 'programme', f.programme, 'policyId', f.policy_id,
      'tier', f.tier, 'filedFen', f.filed_fen, 'poolBps', f.pool_bps, 'bankBps', f.bank_bps, 'reasons', f.reasons)
     from loan_filing f where f.due_bill_no = l.due_bill_no and f.bank_code = l.bank_code
     order by f.status = 'confirmed' desc, f.decided_at desc, f.filing_no desc limit 1) as filing`;

@Injectable()
export class LoanRepository {
  constructor(private readonly database: Database) {}

  /**
   * A bank sees its own loans; to it, somebody else's does not exist.
   * @throws Refusal loan/not-found
   */
  async get(bankCode: string, dueBillNo: string, caller: Actor): Promise<LoanView> {
    const [found] = await this.database.query<LoanRecord>(
      `select ${RECORD} from loan l
         where bank_code = $1 and due_bill_no = $2 and version > 0 and ($3::text is null or bank_code = $3)`,
      [bankCode, dueBillNo, caller.bank ?? null],
    );
    if (!found) throw refuse('loan/not-found', { bankCode, dueBillNo });
    return loanView(found);
  }

  /** What an enterprise owes and has filed; it sees itself alone, a bank its own share, a district its own enterprises (I-22). */
  async exposure(creditCode: string, caller: Actor): Promise<ExposureView> {
    const loans = await this.database.query<LoanRecord>(
      `select ${RECORD} from loan l
         where credit_code = $1 and version > 0 and status <> 'settled' and ($2::text is null or bank_code = $2)
           and ($3::text is null or exists (
             select 1 from enterprise_copy c where c.credit_code = l.credit_code and c.district_code = $3))
           and ($4::text is null or credit_code = $4)
         order by bank_code, due_bill_no`,
      [creditCode, caller.bank ?? null, caller.district ?? null, caller.enterprise ?? null],
    );
    return {
      creditCode,
      loans: loans.length,
      plannedAmountFen: loans.reduce((sum, { plannedFen }) => sum + plannedFen, 0n),
      principalFen: loans.reduce((sum, { principalFen }) => sum + principalFen, 0n),
      items: loans.map(loanView),
    };
  }
}
