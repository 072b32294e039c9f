import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { CallbackAddress, CallbackAttempt, CallbackDelivery } from './callback.js';
import type { DeliveryQuery } from './callback.dto.js';

const ADDRESS = `bank_code as "bankCode", url, status, registered_by as "registeredBy", registered_at as "registeredAt"`;
const DELIVERY = `d.delivery_id as "deliveryId", d.bank_code as "bankCode", type, body, d.status, attempts, next_at as "nextAt",
  created_at as "createdAt", delivered_at as "deliveredAt"`;

/** A delivery that is due, with where it goes and what it is signed with. */
export interface DueDelivery extends CallbackDelivery {
  url: string;
  secret: Buffer;
}

@Injectable()
export class CallbackRepository {
  constructor(private readonly database: Database) {}

  /** @throws Refusal bank/not-found */
  async saveAddress(tx: Tx, address: CallbackAddress, secret: Buffer): Promise<void> {
    const { bankCode, url, registeredBy, registeredAt } = address;
    const saved = await tx.query(
      `insert into callback_address (bank_code, url, secret, status, registered_by, registered_at)
         select bank_code, $2, $3, 'active', $4, $5 from partner_bank where bank_code = $1
         on conflict (bank_code) do update set url = excluded.url, secret = excluded.secret, status = 'active',
           registered_by = excluded.registered_by, registered_at = excluded.registered_at
         returning 1`,
      [bankCode, url, secret, registeredBy, registeredAt],
    );
    if (saved.length === 0) throw refuse('bank/not-found', { bankCode });
  }

  /** A bank sees its own. @throws Refusal callback/not-found */
  async address(bankCode: string, caller: Actor): Promise<CallbackAddress> {
    const [found] = await this.database.query<CallbackAddress>(
      `select ${ADDRESS} from callback_address where bank_code = $1 and ($2::text is null or bank_code = $2)`,
      [bankCode, caller.bank ?? null],
    );
    if (!found) throw refuse('callback/not-found', { bankCode });
    return found;
  }

  /** The newest first; a bank sees its own. */
  list({ status, bankCode, after, limit }: DeliveryQuery, caller: Actor): Promise<CallbackDelivery[]> {
    return this.database.query<CallbackDelivery>(
      `select ${DELIVERY} from callback_delivery d
         where ($1::text is null or status = $1) and ($2::text is null or bank_code = $2)
           and ($3::text is null or bank_code = $3) and ($4::uuid is null or (created_at, delivery_id) < (
             select created_at, delivery_id from callback_delivery where delivery_id = $4))
         order by created_at desc, delivery_id desc limit $5`,
      [status ?? null, bankCode ?? null, caller.bank ?? null, after ?? null, limit],
    );
  }

  /** @throws Refusal callback/not-found */
  async get(deliveryId: string, caller: Actor): Promise<CallbackDelivery & { log: CallbackAttempt[] }> {
    const [found] = await this.database.query<CallbackDelivery>(
      `select ${DELIVERY} from callback_delivery d where delivery_id = $1 and ($2::text is null or bank_code = $2)`,
      [deliveryId, caller.bank ?? null],
    );
    if (!found) throw refuse('callback/not-found', { deliveryId });
    const log = await this.database.query<CallbackAttempt>(
      `select number, at, millis, http_status as "httpStatus", problem from callback_attempt
         where delivery_id = $1 order by number`,
      [deliveryId],
    );
    return { ...found, log };
  }

  /** @throws Refusal callback/not-found */
  async lock(tx: Tx, deliveryId: string, caller?: Actor): Promise<CallbackDelivery> {
    const [found] = await tx.query<CallbackDelivery>(
      `select ${DELIVERY} from callback_delivery d
         where delivery_id = $1 and ($2::text is null or bank_code = $2) for update`,
      [deliveryId, caller?.bank ?? null],
    );
    if (!found) throw refuse('callback/not-found', { deliveryId });
    return found;
  }

  /** Takes what is due for as long as the lease lasts; nobody else sends it meanwhile. */
  take(tx: Tx, now: Date, leasedUntil: Date, limit: number): Promise<DueDelivery[]> {
    return tx.query<DueDelivery>(
      `update callback_delivery d set next_at = $2 from callback_address a
         where a.bank_code = d.bank_code and a.status = 'active' and d.delivery_id in (
           select delivery_id from callback_delivery where status = 'pending' and next_at <= $1
             order by next_at limit $3 for update skip locked)
         returning ${DELIVERY}, a.url, a.secret`,
      [now, leasedUntil, limit],
    );
  }

  async save(tx: Tx, { deliveryId, status, attempts, nextAt, deliveredAt }: CallbackDelivery) {
    await tx.execute(
      `update callback_delivery set status = $2, attempts = $3, next_at = $4, delivered_at = $5 where delivery_id = $1`,
      [deliveryId, status, attempts, nextAt, deliveredAt],
    );
  }

  async addAttempt(tx: Tx, deliveryId: string, { number, at, millis, httpStatus, problem }: CallbackAttempt) {
    await tx.execute(
      `insert into callback_attempt (delivery_id, number, at, millis, http_status, problem) values ($1, $2, $3, $4, $5, $6)`,
      [deliveryId, number, at, millis, httpStatus, problem],
    );
  }

  /** The bank wants to hear nothing any more: what waits for it is stopped too. */
  async stop(tx: Tx, bankCode: string): Promise<void> {
    await tx.execute(`update callback_address set status = 'gone' where bank_code = $1`, [bankCode]);
    await tx.execute(
      `update callback_delivery set status = 'stopped', next_at = null where bank_code = $1 and status = 'pending'`,
      [bankCode],
    );
  }
}
