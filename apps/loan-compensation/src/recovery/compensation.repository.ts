import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { type Actor, fenFromText, fenToText, type LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Compensation, CompensationBook, OpenEpoch, PaidAdjustment, Recovery } from './compensation.js';
import {
  ADJUSTMENT_COLUMNS,
  adjustmentRow,
  COMPENSATION_COLUMNS,
  compensationRow,
  EPOCH_COLUMNS,
  RECOVERY_COLUMNS,
  recoveryRow,
} from './compensation.row.js';

/** Compensations with their epochs, recoveries and adjustments. Locked after the loan, its pool and its claims. */
@Injectable()
export class CompensationRepository {
  constructor(private readonly database: Database) {}

  async find(tx: Tx, bankCode: string, dueBillNo: string): Promise<CompensationBook | undefined> {
    const [row] = await tx.query<Compensation>(
      `select ${COMPENSATION_COLUMNS} from compensation where due_bill_no = $2 and bank_code = $1 for update`,
      [bankCode, dueBillNo],
    );
    if (!row) return undefined;
    const compensation = fenFromText(row);
    const of = [compensation.firstClaimNo];
    const [epoch] = await tx.query<OpenEpoch>(
      `select ${EPOCH_COLUMNS} from sharing_epoch where first_claim_no = $1 and closed_at is null`,
      of,
    );
    const recoveries = await tx.query<Recovery>(
      `select ${RECOVERY_COLUMNS} from recovery where first_claim_no = $1 order by recovery_no`,
      of,
    );
    const [counted] = await tx.query<{ n: number }>(
      'select count(*)::int as n from claim_adjustment where first_claim_no = $1',
      of,
    );
    return {
      compensation,
      epoch: epoch && fenFromText(epoch),
      recoveries: recoveries.map((each) => fenFromText(each)),
      adjustments: counted?.n ?? 0,
    };
  }

  /** An epoch of a compensation, closed or not. */
  async epoch(tx: Tx, firstClaimNo: string, epochNo: number): Promise<OpenEpoch> {
    const [epoch] = await tx.query<OpenEpoch>(
      `select ${EPOCH_COLUMNS} from sharing_epoch where first_claim_no = $1 and epoch_no = $2`,
      [firstClaimNo, epochNo],
    );
    if (!epoch) throw new Error(`there is no epoch ${epochNo} of ${firstClaimNo}`);
    return fenFromText(epoch);
  }

  async insert(tx: Tx, compensation: Compensation): Promise<void> {
    await tx.execute(
      'insert into compensation select * from jsonb_populate_record(null::compensation, $1::jsonb)',
      [fenToText(compensationRow(compensation))],
    );
  }

  async save(tx: Tx, compensation: Compensation): Promise<void> {
    await tx.execute(
      `update compensation c set (${SAVED.join(', ')}) = (select ${SAVED.map((name) => `n.${name}`).join(', ')})
         from jsonb_populate_record(null::compensation, $1::jsonb) n where c.first_claim_no = n.first_claim_no`,
      [fenToText(compensationRow(compensation))],
    );
  }

  /** Opens an epoch behind those there are; the one before it is closed. */
  async openEpoch(
    tx: Tx,
    firstClaimNo: string,
    epoch: OpenEpoch,
    { reason, at }: { reason: string; at: Date },
  ): Promise<void> {
    await tx.execute(
      'update sharing_epoch set closed_at = $2 where first_claim_no = $1 and closed_at is null',
      [firstClaimNo, at],
    );
    const { epochNo, burdens, layers, uncoveredFen, recoveredFen, costCarryFen } = epoch;
    await tx.execute(
      `insert into sharing_epoch (first_claim_no, epoch_no, burdens, layers, uncovered_fen, recovered_fen, cost_carry_fen, reason, opened_at)
         values ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7, $8, $9)`,
      [
        firstClaimNo,
        epochNo,
        fenToText(burdens),
        fenToText(layers),
        uncoveredFen,
        recoveredFen,
        costCarryFen,
        reason,
        at,
      ],
    );
  }

  async countInEpoch(tx: Tx, firstClaimNo: string, epoch: OpenEpoch): Promise<void> {
    await tx.execute(
      'update sharing_epoch set recovered_fen = $3, cost_carry_fen = $4 where first_claim_no = $1 and epoch_no = $2',
      [firstClaimNo, epoch.epochNo, epoch.recoveredFen, epoch.costCarryFen],
    );
  }

  async nextRecoveryNo(tx: Tx, on: LocalDate): Promise<string> {
    const [row] = await tx.query<{ no: string }>(
      `select format('ZC-%s-%s', $1::text, lpad(nextval('recovery_number')::text, 8, '0')) as no`,
      [on.slice(0, 4)],
    );
    if (!row) throw new Error('a sequence gave no number');
    return row.no;
  }

  async addRecovery(tx: Tx, recovery: Recovery): Promise<void> {
    await tx.execute('insert into recovery select * from jsonb_populate_record(null::recovery, $1::jsonb)', [
      fenToText(recoveryRow(recovery)),
    ]);
  }

  async addAdjustment(tx: Tx, adjustment: PaidAdjustment): Promise<void> {
    await tx.execute(
      'insert into claim_adjustment select * from jsonb_populate_record(null::claim_adjustment, $1::jsonb)',
      [fenToText(adjustmentRow(adjustment))],
    );
  }

  /** Compensations whose loan has changed since they followed it last. */
  behindTheirLoans(): Promise<{ bankCode: string; dueBillNo: string }[]> {
    return this.database.query<{ bankCode: string; dueBillNo: string }>(
      `select c.bank_code as "bankCode", c.due_bill_no as "dueBillNo" from compensation c join loan l using (bank_code, due_bill_no)
         where l.version <> c.loan_version order by bank_code, due_bill_no`,
      [],
    );
  }

  /** A bank sees its own. @throws Refusal recovery/not-found */
  async get(claimNo: string, caller: Actor) {
    const [row] = await this.database.query<Compensation>(
      `select ${COMPENSATION_COLUMNS} from compensation
         where first_claim_no = (select coalesce(first_claim_no, claim_no) from claim where claim_no = $1)
           and ($2::text is null or bank_code = $2)`,
      [claimNo, caller.bank ?? null],
    );
    if (!row) throw refuse('recovery/not-found', { claimNo });
    const of = [row.firstClaimNo];
    const epochs = await this.database.query<
      OpenEpoch & { reason: string; openedAt: Date; closedAt: Date | null }
    >(
      `select ${EPOCH_COLUMNS}, reason, opened_at as "openedAt", closed_at as "closedAt" from sharing_epoch
         where first_claim_no = $1 order by epoch_no`,
      of,
    );
    const recoveries = await this.database.query<Recovery>(
      `select ${RECOVERY_COLUMNS} from recovery where first_claim_no = $1 order by recovery_no`,
      of,
    );
    const adjustments = await this.database.query<PaidAdjustment>(
      `select ${ADJUSTMENT_COLUMNS} from claim_adjustment where first_claim_no = $1 order by adjustment_no`,
      of,
    );
    return {
      compensation: fenFromText(row),
      epochs: epochs.map((each) => fenFromText(each)),
      recoveries: recoveries.map((each) => fenFromText(each)),
      adjustments: adjustments.map((each) => fenFromText(each)),
    };
  }
}

const SAVED = [
  'status',
  'interim_cutoff_on',
  'cutoff_on',
  'loss_fen',
  'uncovered_fen',
  'entitled_fen',
  'carried_forward_fen',
  'supplemented_fen',
  'guarantors',
  'layers',
  'loan_version',
  'closed_at',
];
