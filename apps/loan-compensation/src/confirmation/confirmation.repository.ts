import { refuse } from '@gusu/contracts';
import type { Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { Confirmation, DoubtfulEvent } from './confirmation.js';

type StoredConfirmation = Omit<Confirmation, 'confirmedAt'> & { confirmedAt: Date };

@Injectable()
export class ConfirmationRepository {
  /**
   * The event, with its due bill locked as everybody locks who changes what stands of it.
   * @throws Refusal bank-event/not-found
   */
  async lockEvent(tx: Tx, bankCode: string, eventId: string): Promise<DoubtfulEvent> {
    await tx.query(
      `select 1 from loan where (bank_code, due_bill_no) in (
         select bank_code, due_bill_no from bank_event where bank_code = $1 and event_id = $2) for update`,
      [bankCode, eventId],
    );
    const [event] = await tx.query<DoubtfulEvent>(
      `select bank_code as "bankCode", event_id as "eventId", due_bill_no as "dueBillNo", status, code
         from bank_event where bank_code = $1 and event_id = $2`,
      [bankCode, eventId],
    );
    if (!event) throw refuse('bank-event/not-found', { eventId });
    return event;
  }

  async find(tx: Tx, bankCode: string, eventId: string): Promise<Confirmation | undefined> {
    const [found] = await tx.query<StoredConfirmation>(
      `select bank_code as "bankCode", event_id as "eventId", is_separate as "isSeparate", reason,
              confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"
         from event_confirmation where bank_code = $1 and event_id = $2`,
      [bankCode, eventId],
    );
    return found && { ...found, confirmedAt: found.confirmedAt.toISOString() };
  }

  async add(tx: Tx, { bankCode, eventId, ...said }: Confirmation): Promise<void> {
    await tx.execute(
      `insert into event_confirmation (bank_code, event_id, is_separate, reason, confirmed_by, confirmed_at)
         values ($1, $2, $3, $4, $5, $6)`,
      [bankCode, eventId, said.isSeparate, said.reason, said.confirmedBy, said.confirmedAt],
    );
  }
}
