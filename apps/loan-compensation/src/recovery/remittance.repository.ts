import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor, Fen, LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Remittance, RemittancePayment, RemittanceStatus } from './remittance.js';

const COLUMNS = `remittance_no as "remittanceNo", first_claim_no as "firstClaimNo", recovery_no as "recoveryNo",
  adjustment_no as "adjustmentNo", pool_code as "poolCode", bank_code as "bankCode", status, due_fen as "dueFen",
  remitted_fen as "remittedFen", due_on as "dueOn", set_off_claim_no as "setOffClaimNo", opened_at as "openedAt"`;

@Injectable()
export class RemittanceRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, remittance: Omit<Remittance, 'remittanceNo'>): Promise<Remittance> {
    const { firstClaimNo, recoveryNo, adjustmentNo, poolCode, bankCode, status } = remittance;
    const { dueFen, remittedFen, dueOn, openedAt } = remittance;
    const [row] = await tx.query<Pick<Remittance, 'remittanceNo'>>(
      `insert into remittance (remittance_no, first_claim_no, recovery_no, adjustment_no, pool_code, bank_code, status, due_fen,
                               remitted_fen, due_on, opened_at)
         values (format('FH-%s-%s', extract(year from $9::date), lpad(nextval('remittance_number')::text, 8, '0')),
                 $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         returning remittance_no as "remittanceNo"`,
      [
        firstClaimNo,
        recoveryNo,
        adjustmentNo,
        poolCode,
        bankCode,
        status,
        dueFen,
        remittedFen,
        dueOn,
        openedAt,
      ],
    );
    if (!row) throw new Error('a sequence gave no number');
    return { ...remittance, ...row };
  }

  /** A bank sees its own. @throws Refusal remittance/not-found */
  async get(remittanceNo: string, caller: Actor): Promise<Remittance> {
    const [found] = await this.database.query<Remittance>(
      `select ${COLUMNS} from remittance where remittance_no = $1 and ($2::text is null or bank_code = $2)`,
      [remittanceNo, caller.bank ?? null],
    );
    if (!found) throw refuse('remittance/not-found', { remittanceNo });
    return found;
  }

  /** Locked after its pool. @throws Refusal remittance/not-found */
  async lock(tx: Tx, remittanceNo: string): Promise<Remittance> {
    const [found] = await tx.query<Remittance>(
      `select ${COLUMNS} from remittance where remittance_no = $1 for update`,
      [remittanceNo],
    );
    if (!found) throw refuse('remittance/not-found', { remittanceNo });
    return found;
  }

  /** Of one receipt and the corrections of it, locked. */
  ofRecoveries(tx: Tx, recoveryNos: readonly string[]): Promise<Remittance[]> {
    return tx.query<Remittance>(
      `select ${COLUMNS} from remittance where recovery_no = any($1::text[]) order by remittance_no for update`,
      [recoveryNos],
    );
  }

  /** What is to be taken from the payment of a claim. */
  setOffAgainst(tx: Tx, claimNo: string): Promise<Remittance[]> {
    return tx.query<Remittance>(
      `select ${COLUMNS} from remittance where set_off_claim_no = $1 order by remittance_no for update`,
      [claimNo],
    );
  }

  async save(
    tx: Tx,
    { remittanceNo, status, dueFen, remittedFen, setOffClaimNo }: Remittance,
  ): Promise<void> {
    await tx.execute(
      'update remittance set status = $2, due_fen = $3, remitted_fen = $4, set_off_claim_no = $5 where remittance_no = $1',
      [remittanceNo, status, dueFen, remittedFen, setOffClaimNo],
    );
  }

  async addPayment(
    tx: Tx,
    remittanceNo: string,
    { voucherNo, amountFen, remittedOn }: RemittancePayment,
    { recordedBy, at }: { recordedBy: string; at: Date },
  ): Promise<void> {
    await tx.execute(
      `insert into remittance_payment (remittance_no, voucher_no, amount_fen, remitted_on, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6)`,
      [remittanceNo, voucherNo, amountFen, remittedOn, recordedBy, at],
    );
  }

  async recordedBy(tx: Tx, remittanceNo: string): Promise<string[]> {
    const rows = await tx.query<{ recordedBy: string }>(
      'select distinct recorded_by as "recordedBy" from remittance_payment where remittance_no = $1',
      [remittanceNo],
    );
    return rows.map(({ recordedBy }) => recordedBy);
  }

  /** What has not been remitted of a compensation. */
  async unsettledFen(tx: Tx, firstClaimNo: string): Promise<Fen> {
    const [row] = await tx.query<{ leftFen: Fen }>(
      `select coalesce(sum(due_fen - remitted_fen), 0)::bigint as "leftFen" from remittance
         where first_claim_no = $1 and status <> 'setOff'`,
      [firstClaimNo],
    );
    return row?.leftFen ?? 0n;
  }

  /** The newest first; a bank's own. */
  list(
    { status, claimNo, limit }: { status?: RemittanceStatus; claimNo?: string; limit: number },
    caller: Actor,
  ): Promise<Remittance[]> {
    return this.database.query<Remittance>(
      `select ${COLUMNS} from remittance where ($1::text is null or bank_code = $1) and ($2::text is null or status = $2)
         and ($3::text is null or first_claim_no = $3) order by due_on, remittance_no limit $4`,
      [caller.bank ?? null, status ?? null, claimNo ?? null, limit],
    );
  }

  /** Those whose last day is over, locked; another instance's are left to it. */
  lockMissed(tx: Tx, today: LocalDate, limit: number): Promise<Remittance[]> {
    return tx.query<Remittance>(
      `select ${COLUMNS} from remittance where status in ('due', 'partial') and due_on < $1 and due_fen > remitted_fen
         order by due_on, remittance_no limit $2 for update skip locked`,
      [today, limit],
    );
  }
}
