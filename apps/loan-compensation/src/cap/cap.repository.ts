import type { Tx } from '@gusu/database';
import type { Fen } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { CapCounter, Reservation } from './cap.js';

type CapKey = Pick<CapCounter, 'capType' | 'scopeId' | 'period'>;

const COUNTER = `cap_type as "capType", scope_id as "scopeId", period, limit_fen as "limitFen", used_fen as "usedFen",
  reserved_fen as "reservedFen"`;
const RESERVATION = `claim_no as "claimNo", period, payable_fen as "payableFen", loss_fen as "lossFen",
  is_pool_capped as "isPoolCapped", is_bank_capped as "isBankCapped", status`;

/** Limits that claims share, and what is set aside of them. Locked after the pool: the pool's own counter before the bank's. */
@Injectable()
export class CapRepository {
  /**
   * Locks a counter, making it where the period begins with it. Its limit is that of the day, but never less than what was promised already.
   */
  async lock(tx: Tx, { capType, scopeId, period }: CapKey, limitFen: Fen): Promise<CapCounter> {
    const [counter] = await tx.query<CapCounter>(
      `insert into cap_counter as c (cap_type, scope_id, period, limit_fen) values ($1, $2, $3, $4)
         on conflict (cap_type, scope_id, period)
         do update set limit_fen = greatest(excluded.limit_fen, c.used_fen + c.reserved_fen) returning ${COUNTER}`,
      [capType, scopeId, period, limitFen],
    );
    if (!counter) throw new Error('a counter was neither found nor made');
    return counter;
  }

  async save(tx: Tx, { capType, scopeId, period, usedFen, reservedFen }: CapCounter): Promise<void> {
    await tx.execute(
      'update cap_counter set used_fen = $4, reserved_fen = $5 where cap_type = $1 and scope_id = $2 and period = $3',
      [capType, scopeId, period, usedFen, reservedFen],
    );
  }

  async findReservation(tx: Tx, claimNo: string): Promise<Reservation | undefined> {
    const [found] = await tx.query<Reservation>(
      `select ${RESERVATION} from claim_reservation where claim_no = $1 for update`,
      [claimNo],
    );
    return found;
  }

  async saveReservation(tx: Tx, reservation: Reservation): Promise<void> {
    const { claimNo, period, payableFen, lossFen, isPoolCapped, isBankCapped, status } = reservation;
    await tx.execute(
      `insert into claim_reservation (claim_no, period, payable_fen, loss_fen, is_pool_capped, is_bank_capped, status)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (claim_no) do update set payable_fen = $3, loss_fen = $4, status = $7`,
      [claimNo, period, payableFen, lossFen, isPoolCapped, isBankCapped, status],
    );
  }

  /** What the losses of a loan's own claims have taken already: of one year, or of any. */
  async lossCounted(
    tx: Tx,
    { bankCode, dueBillNo }: { bankCode: string; dueBillNo: string },
    period?: string,
  ): Promise<Fen> {
    const [row] = await tx.query<{ sumFen: Fen }>(
      `select coalesce(sum(r.loss_fen), 0)::bigint as "sumFen" from claim c join claim_reservation r using (claim_no)
         where c.due_bill_no = $2 and c.bank_code = $1 and r.status <> 'released' and ($3::text is null or r.period = $3)`,
      [bankCode, dueBillNo, period ?? null],
    );
    return row?.sumFen ?? 0n;
  }
}
