import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { LoanChange, LockedLoan } from '../bank-event/event-record.js';
import { loanView, type ExposureView, type LoanRecord, type LoanView } from './loan.dto.js';

const RECORD = `bank_code as "bankCode", due_bill_no as "dueBillNo", credit_code as "creditCode", filing_no as "filingNo",
  status, principal_fen as "principalFen", planned_fen as "plannedFen", state, fold_hash as "foldHash", version`;

@Injectable()
export class LoanRepository {
  constructor(private readonly database: Database) {}

  /** Makes and locks the due bills, in the order of their keys, so that two batches never wait for each other in a circle. */
  lock(tx: Tx, dueBills: readonly { bankCode: string; dueBillNo: string }[]): Promise<LockedLoan[]> {
    return tx.query<LockedLoan>(
      `select bank_code as "bankCode", due_bill_no as "dueBillNo", filing_no as "filingNo", state, tail,
              fold_hash as "foldHash", version from lock_loans($1, $2)`,
      [dueBills.map(({ bankCode }) => bankCode), dueBills.map(({ dueBillNo }) => dueBillNo)],
    );
  }

  async save(tx: Tx, loans: readonly LoanChange[]): Promise<void> {
    if (loans.length === 0) return;
    await tx.execute(
      `update loan l set credit_code = n.credit_code, filing_no = n.filing_no, status = n.status, state = n.state,
              principal_fen = n.principal_fen, planned_fen = n.planned_fen, fold_hash = n.fold_hash, tail = n.tail,
              version = n.version
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[],
                     $9::text[], $10::text[], $11::bigint[])
           as n (bank_code, due_bill_no, credit_code, filing_no, status, principal_fen, planned_fen, state, fold_hash, tail,
                 version)
         where l.bank_code = n.bank_code and l.due_bill_no = n.due_bill_no`,
      [
        loans.map(({ bankCode }) => bankCode),
        loans.map(({ dueBillNo }) => dueBillNo),
        loans.map(({ creditCode }) => creditCode),
        loans.map(({ filingNo }) => filingNo),
        loans.map(({ status }) => status),
        loans.map(({ principalFen }) => principalFen),
        loans.map(({ plannedFen }) => plannedFen),
        loans.map(({ state }) => state),
        loans.map(({ foldHash }) => foldHash),
        loans.map(({ tail }) => tail),
        loans.map(({ version }) => version),
      ],
    );
  }

  async nextFilingNumbers(tx: Tx, count: number): Promise<bigint[]> {
    if (count === 0) return [];
    const rows = await tx.query<{ n: bigint }>(
      "select nextval('filing_number') as n from generate_series(1, $1::int)",
      [count],
    );
    return rows.map(({ n }) => n);
  }

  /**
   * A bank sees its own loans; to it, somebody else's does not exist.
   * @throws Refusal loan/not-found
   */
  async get(bankCode: string, dueBillNo: string, caller: Actor): Promise<LoanView> {
    const [found] = await this.database.query<LoanRecord>(
      `select ${RECORD} from loan
         where bank_code = $1 and due_bill_no = $2 and version > 0 and ($3::text is null or bank_code = $3)`,
      [bankCode, dueBillNo, caller.bank ?? null],
    );
    if (!found) throw refuse('loan/not-found', { bankCode, dueBillNo });
    return loanView(found);
  }

  /** What an enterprise owes and has filed; a bank sees its own share, a district its own enterprises. */
  async exposure(creditCode: string, caller: Actor): Promise<ExposureView> {
    const loans = await this.database.query<LoanRecord>(
      `select ${RECORD} from loan l
         where credit_code = $1 and version > 0 and status <> 'settled' and ($2::text is null or bank_code = $2)
           and ($3::text is null or exists (
             select 1 from enterprise_copy c where c.credit_code = l.credit_code and c.district_code = $3))
         order by bank_code, due_bill_no`,
      [creditCode, caller.bank ?? null, caller.district ?? null],
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
