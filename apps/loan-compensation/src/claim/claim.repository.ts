import { refuse } from '@gusu/contracts';
import { Database, isUniqueViolation, type Tx } from '@gusu/database';
import { type Actor, fenFromText, fenToText, type LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Claim, ClaimStatus } from './claim.js';
import { CHANGING_COLUMNS, CLAIM_COLUMNS, claimOf, claimRow } from './claim.row.js';
import type { ClaimQuote } from './quote.js';

/** One step that a claim took: who, when, what it came to. */
export interface ClaimStep {
  stepNo: number;
  move: string;
  status: ClaimStatus;
  actorId: string;
  reason: string | null;
  dueOn: LocalDate | null;
  quote: ClaimQuote | null;
  actedAt: Date;
}

export interface ClaimQuery {
  status?: ClaimStatus;
  bankCode?: string;
  isOverdueOn?: LocalDate;
  after?: string;
  limit: number;
}

@Injectable()
export class ClaimRepository {
  constructor(private readonly database: Database) {}

  async nextNo(tx: Tx, bankCode: string, on: LocalDate): Promise<string> {
    const [row] = await tx.query<{ claimNo: string }>(
      `select format('BC-%s-%s-%s', $2::text, $1::text, lpad(nextval('claim_number')::text, 6, '0')) as "claimNo"`,
      [bankCode, on.slice(0, 4)],
    );
    if (!row) throw new Error('a sequence gave no number');
    return row.claimNo;
  }

  /** @throws Refusal claim/not-admissible when another claim of the loan is on its way, put there meanwhile */
  async insert(tx: Tx, claim: Claim): Promise<void> {
    try {
      await tx.execute('insert into claim select * from jsonb_populate_record(null::claim, $1::jsonb)', [
        claimRow(claim),
      ]);
    } catch (error) {
      if (isUniqueViolation(error)) throw refuse('claim/not-admissible', { obstacles: 'CLAIM_OPEN' });
      throw error;
    }
  }

  /** A bank sees its own. @throws Refusal claim/not-found */
  async get(claimNo: string, caller: Actor): Promise<Claim> {
    const [row] = await this.database.query(
      `select ${CLAIM_COLUMNS} from claim c where claim_no = $1 and ($2::text is null or bank_code = $2)`,
      [claimNo, caller.bank ?? null],
    );
    if (!row) throw refuse('claim/not-found', { claimNo });
    return claimOf(row);
  }

  /** Locked after its loan and its pool. @throws Refusal claim/not-found */
  async lock(tx: Tx, claimNo: string): Promise<Claim> {
    const [row] = await tx.query(`select ${CLAIM_COLUMNS} from claim c where claim_no = $1 for update`, [
      claimNo,
    ]);
    if (!row) throw refuse('claim/not-found', { claimNo });
    return claimOf(row);
  }

  /** The first claim of a loan, unlocked: what it is about never changes. @throws Refusal claim/not-found */
  async getOfLoan(
    tx: Tx,
    { bankCode, dueBillNo }: { bankCode: string; dueBillNo: string },
  ): Promise<{ poolCode: string }> {
    const [row] = await tx.query<{ poolCode: string }>(
      'select pool_code as "poolCode" from claim where due_bill_no = $2 and bank_code = $1 order by claim_no limit 1',
      [bankCode, dueBillNo],
    );
    if (!row) throw refuse('claim/not-found', { dueBillNo });
    return row;
  }

  /** All claims of a loan, the oldest first, locked. */
  async lockOfLoan(tx: Tx, bankCode: string, dueBillNo: string): Promise<Claim[]> {
    const rows = await tx.query(
      `select ${CLAIM_COLUMNS} from claim c where due_bill_no = $2 and bank_code = $1 order by claim_no for update`,
      [bankCode, dueBillNo],
    );
    return rows.map(claimOf);
  }

  /** Stores a claim as it is after a step, and the step. */
  async save(
    tx: Tx,
    claim: Claim,
    step: Pick<ClaimStep, 'move' | 'actorId'> & { quote?: ClaimQuote },
  ): Promise<void> {
    const columns = CHANGING_COLUMNS.join(', ');
    await tx.execute(
      `update claim c set (${columns}) = (select ${CHANGING_COLUMNS.map((name) => `n.${name}`).join(', ')})
         from jsonb_populate_record(null::claim, $1::jsonb) n where c.claim_no = n.claim_no`,
      [claimRow(claim)],
    );
    await this.addStep(tx, claim, step);
  }

  async addStep(
    tx: Tx,
    { claimNo, version, status, reason, dueOn, changedAt }: Claim,
    { move, actorId, quote }: Pick<ClaimStep, 'move' | 'actorId'> & { quote?: ClaimQuote },
  ): Promise<void> {
    await tx.execute(
      `insert into claim_step (claim_no, step_no, move, status, actor_id, reason, due_on, quote, acted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)`,
      [
        claimNo,
        version,
        move,
        status,
        actorId,
        reason ?? null,
        dueOn ?? null,
        quote ? fenToText(quote) : null,
        changedAt,
      ],
    );
  }

  /** In the order of their numbers; a bank's own, or those of a status whose clock has run out. */
  async list({ status, bankCode, isOverdueOn, after, limit }: ClaimQuery, caller: Actor): Promise<Claim[]> {
    const rows = await this.database.query(
      `select ${CLAIM_COLUMNS} from claim c
         where ($1::text is null or bank_code = $1) and ($2::text is null or bank_code = $2) and ($3::text is null or status = $3)
           and ($4::date is null or due_on < $4) and ($5::text is null or claim_no > $5) order by claim_no limit $6`,
      [caller.bank ?? null, bankCode ?? null, status ?? null, isOverdueOn ?? null, after ?? null, limit],
    );
    return rows.map(claimOf);
  }

  async steps(claimNo: string): Promise<ClaimStep[]> {
    const steps = await this.database.query<ClaimStep>(
      `select step_no as "stepNo", move, status, actor_id as "actorId", reason, due_on as "dueOn", quote, acted_at as "actedAt"
         from claim_step where claim_no = $1 order by step_no`,
      [claimNo],
    );
    return steps.map((step) => ({ ...step, quote: step.quote && fenFromText(step.quote) }));
  }

  /**
   * Claims on their way, the longest untouched first, each with a mark that changes with everything it follows: its loan, what waits of it or is
   * in doubt, and the fuses.
   */
  onTheirWay(): Promise<{ claimNo: string; mark: string }[]> {
    return this.database.query<{ claimNo: string; mark: string }>(
      `select claim_no as "claimNo", concat_ws(' ', c.version, l.version,
                (select string_agg(fuse_level, ',' order by bank_code) from covered_position p
                   where p.pool_code = c.pool_code and p.bank_code in ('', c.bank_code)),
                (select count(*) from discrepancy d where d.due_bill_no = c.due_bill_no and d.bank_code = c.bank_code
                   and d.status = 'open' and d.severity = 'high'),
                (select count(*) from bank_event e where e.due_bill_no = c.due_bill_no and e.bank_code = c.bank_code
                   and e.status = 'PARKED')) as mark
         from claim c join loan l using (bank_code, due_bill_no)
         where c.status in ('submitted', 'returned', 'agencyReview', 'bureauReview', 'publicNotice', 'financeApproval', 'approved',
                            'payOrdered', 'suspended') order by changed_at, claim_no`,
      [],
    );
  }
}
