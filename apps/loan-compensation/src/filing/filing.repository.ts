import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor, LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { FilingStatus, LoanFiling } from './filing.js';
import { FILING_COLUMNS, filingRows } from './filing.row.js';

export interface WantedFilings {
  after: string;
  limit: number;
  programme?: string;
  status?: FilingStatus;
  creditCode?: string;
  bankCode?: string;
  dueBillNo?: string;
}

@Injectable()
export class FilingRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, filings: readonly LoanFiling[]): Promise<void> {
    if (filings.length === 0) return;
    await tx.execute(
      'insert into loan_filing select * from jsonb_populate_recordset(null::loan_filing, $1::jsonb)',
      [filingRows(filings)],
    );
  }

  /** What was decided last on a due bill: the filing that holds, or else the newest one. */
  async findOf(tx: Tx, bankCode: string, dueBillNo: string): Promise<LoanFiling | undefined> {
    const [found] = await tx.query<LoanFiling>(
      `select ${FILING_COLUMNS} from loan_filing f where due_bill_no = $2 and bank_code = $1
         order by status = 'confirmed' desc, decided_at desc, filing_no desc limit 1`,
      [bankCode, dueBillNo],
    );
    return found;
  }

  /** Locked after its loan and its pool. @throws Refusal filing/not-found */
  async lock(tx: Tx, filingNo: string): Promise<LoanFiling> {
    const [found] = await tx.query<LoanFiling>(
      `select ${FILING_COLUMNS} from loan_filing f where filing_no = $1 for update`,
      [filingNo],
    );
    if (!found) throw refuse('filing/not-found', { filingNo });
    return found;
  }

  /** A bank sees its own, an enterprise itself, a district its enterprises. @throws Refusal filing/not-found */
  async get(filingNo: string, caller: Actor): Promise<LoanFiling> {
    const [found] = await this.database.query<LoanFiling>(
      `select ${FILING_COLUMNS} from loan_filing f where filing_no = $1 and ${SCOPE}`,
      [filingNo, ...scopeOf(caller)],
    );
    if (!found) throw refuse('filing/not-found', { filingNo });
    return found;
  }

  /** In the order of their numbers, from behind one on; everybody sees what is theirs. */
  list(wanted: WantedFilings, caller: Actor): Promise<LoanFiling[]> {
    const { after, limit, programme, status, creditCode, bankCode, dueBillNo } = wanted;
    return this.database.query<LoanFiling>(
      `select ${FILING_COLUMNS} from loan_filing f
         where f.filing_no > $1 and ${SCOPE} and ($6::text is null or f.programme = $6) and ($7::text is null or f.status = $7)
           and ($8::text is null or f.credit_code = $8) and ($9::text is null or f.bank_code = $9)
           and ($10::text is null or f.due_bill_no = $10)
         order by f.filing_no limit $5`,
      [
        after,
        ...scopeOf(caller),
        limit,
        programme ?? null,
        status ?? null,
        creditCode ?? null,
        bankCode ?? null,
        dueBillNo ?? null,
      ],
    );
  }

  /** What was decided on these bank events. */
  ofEvents(tx: Tx, events: readonly { bankCode: string; eventId: string }[]): Promise<LoanFiling[]> {
    return tx.query<LoanFiling>(
      `select ${FILING_COLUMNS} from unnest($1::text[], $2::text[]) as k (b, e)
         join bank_event x on x.event_id = k.e and x.bank_code = k.b
         join loan_filing f on f.due_bill_no = x.due_bill_no and f.bank_code = x.bank_code and f.event_id = x.event_id`,
      [events.map(({ bankCode }) => bankCode), events.map(({ eventId }) => eventId)],
    );
  }

  /** Ends a filing; its terms stay as they were bound. */
  async end(tx: Tx, { filingNo, status, endedAt, endedBy, ending, endReason }: LoanFiling): Promise<void> {
    await tx.execute(
      'update loan_filing set status = $2, ended_at = $3, ended_by = $4, ending = $5, end_reason = $6 where filing_no = $1',
      [filingNo, status, endedAt, endedBy, ending, endReason],
    );
  }

  /** The pool has paid on it: the position of its pool is to be moved in the same transaction. */
  async markCompensated(tx: Tx, filingNo: string): Promise<void> {
    await tx.execute('update loan_filing set is_compensated = true where filing_no = $1', [filingNo]);
  }

  /** Gives a due bill the number of a filing that follows one which was taken back. */
  async renumber(tx: Tx, bankCode: string, dueBillNo: string, filedOn: LocalDate): Promise<string> {
    const [row] = await tx.query<{ filingNo: string }>(
      `update loan set filing_no =
           format('KDT-%s-%s-%s', extract(year from $3::date), $1::text, lpad(nextval('filing_number')::text, 6, '0'))
         where bank_code = $1 and due_bill_no = $2 returning filing_no as "filingNo"`,
      [bankCode, dueBillNo, filedOn],
    );
    if (!row) throw new Error(`${dueBillNo} is no due bill`);
    return row.filingNo;
  }
}

/** Parameters 2 to 4. */
const SCOPE = `($2::text is null or f.bank_code = $2) and ($3::text is null or f.credit_code = $3)
  and ($4::text is null or exists (
    select 1 from enterprise_copy c where c.credit_code = f.credit_code and c.district_code = $4))`;

const scopeOf = ({ bank, enterprise, district }: Actor) => [
  bank ?? null,
  enterprise ?? null,
  district ?? null,
];
