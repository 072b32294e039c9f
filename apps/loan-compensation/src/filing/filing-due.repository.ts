import type { Tx } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { readCanonicalLoan } from '../loan/fold-hash.js';
import type { LoanState } from '../loan/loan.js';
import type { KnownEnterprise } from './borrower.rules.js';
import type { LoanFiling } from './filing.js';
import { FILING_COLUMNS } from './filing.row.js';

interface Due {
  filing: LoanFiling;
  state: LoanState;
}

type DueRow = LoanFiling & { state: string };

/** The one value of a condition, and how many at most. */
interface Wanted {
  value: string;
  atMost: number;
}

/** Filings whose day has come, locked after their loans. */
@Injectable()
export class FilingDueRepository {
  /** Whether this transaction alone ends filings now; the lock goes with the transaction. */
  async take(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ taken: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('deadline filing', 7)) as taken`,
    );
    return row?.taken === true;
  }

  /**
   * Of which nothing was drawn in time. The days run from the filing, and not before the decision: what a bank files of earlier days may
   * be drawn in what it sends next.
   */
  async lockUndrawn(tx: Tx, today: LocalDate, atMost: number): Promise<Due[]> {
    return this.lock(
      tx,
      `f.status = 'confirmed' and l.status = 'filed' and f.lapses_after < $1::date
         and (f.decided_at at time zone 'Asia/Shanghai')::date + (f.lapses_after - f.filed_on) < $1::date`,
      { value: today, atMost },
    );
  }

  /** Filed on condition of a title whose last day is over. */
  async lockConditional(tx: Tx, today: LocalDate, atMost: number): Promise<Due[]> {
    return this.lock(
      tx,
      `f.status = 'confirmed' and f.conditional_until < $1::date and f.condition_met_on is null and not f.is_compensated`,
      { value: today, atMost },
    );
  }

  async keepConditionMet(tx: Tx, filingNo: string, metOn: LocalDate): Promise<void> {
    await tx.execute('update loan_filing set condition_met_on = $2 where filing_no = $1', [filingNo, metOn]);
  }

  /** One filing with its loan, both locked; undefined when there is none. */
  async lockOne(tx: Tx, filingNo: string): Promise<Due | undefined> {
    const [due] = await this.lock(tx, 'f.filing_no = $1', { value: filingNo, atMost: 1 });
    return due;
  }

  /** An enterprise as the copy knows it now. */
  async enterprise(tx: Tx, creditCode: string): Promise<KnownEnterprise | undefined> {
    const [row] = await tx.query<{ body: string }>(
      `select body from open_filings('{}', '{}', array[$1]::text[], '{}') where kind = 'enterprise'`,
      [creditCode],
    );
    return row && (JSON.parse(row.body) as KnownEnterprise);
  }

  // Loans first, in the order of their keys; then what is filed of them, seen as it is once they are held.
  private async lock(tx: Tx, condition: string, { value, atMost }: Wanted): Promise<Due[]> {
    const loans = await tx.query<{ bankCode: string; dueBillNo: string }>(
      `select bank_code as "bankCode", due_bill_no as "dueBillNo" from loan where (bank_code, due_bill_no) in (
         select bank_code, due_bill_no from loan_filing f join loan l using (bank_code, due_bill_no) where ${condition}
           order by bank_code, due_bill_no limit $2)
         order by bank_code, due_bill_no for update`,
      [value, atMost],
    );
    if (loans.length === 0) return [];
    const found = await tx.query<DueRow>(
      `select ${FILING_COLUMNS}, l.state from unnest($2::text[], $3::text[]) as k (bank_code, due_bill_no)
         join loan l using (bank_code, due_bill_no) join loan_filing f using (bank_code, due_bill_no)
         where ${condition} order by bank_code, due_bill_no for update of f`,
      [value, loans.map(({ bankCode }) => bankCode), loans.map(({ dueBillNo }) => dueBillNo)],
    );
    return found.map(({ state, ...filing }) => ({ filing, state: readCanonicalLoan(state) }));
  }
}
