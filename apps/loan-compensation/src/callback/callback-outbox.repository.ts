import type { DomainEvent } from '@gusu/contracts';
import type { Tx } from '@gusu/database';
import { randomUUID } from 'node:crypto';

const wakers = new Set<() => void>();

/** Calls `wake` when there is something to send that this process has written. */
export function onCallback(wake: () => void): () => void {
  wakers.add(wake);
  return () => wakers.delete(wake);
}

/** What banks are to be told. It is written with the change it tells of; a bank that has no address is not told. */
export const callbackOutbox = {
  async append(tx: Tx, told: readonly { bankCode: string; event: DomainEvent }[]): Promise<void> {
    if (told.length === 0) return;
    const bodies = told.map(({ event: { type, occurredAt, data } }) =>
      JSON.stringify({ type, timestamp: occurredAt, data }),
    );
    const written = await tx.query(
      `insert into callback_delivery (delivery_id, bank_code, type, body, next_at, created_at)
         select i, a.bank_code, t, b, o, o
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) as n (i, bank, t, b, o)
           join callback_address a on a.bank_code = n.bank and a.status = 'active'
         returning 1`,
      [
        told.map(() => randomUUID()),
        told.map(({ bankCode }) => bankCode),
        told.map(({ event }) => event.type),
        bodies,
        told.map(({ event }) => event.occurredAt),
      ],
    );
    if (written.length > 0) tx.afterCommit(() => wakers.forEach((wake) => wake()));
  },
};
