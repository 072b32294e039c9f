import type { Tx } from '@gusu/database';
import type { Delivery } from '../transport.js';

interface Place {
  group: string;
  topic: string;
}

interface Parked {
  part: number;
  delivery: Delivery;
  cause: string;
  error: string;
  attempts: number;
}

const COLUMNS = 'consumer_group, topic, part, off, key, event_id, type, cause, error, attempts, body, status';

/** SQL of what is put aside, in the transaction that moves the offset past it. */
export const deadLetterRows = {
  /** The event that failed; its key is parked from now on. */
  async park(
    tx: Tx,
    { group, topic }: Place,
    { part, delivery, cause, error, attempts }: Parked,
  ): Promise<void> {
    await tx.execute(
      `insert into dead_letter (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'parked')`,
      [
        group,
        topic,
        part,
        delivery.off ?? null,
        delivery.key ?? null,
        delivery.event?.id ?? null,
        delivery.event?.type ?? null,
        cause,
        error,
        attempts,
        delivery.body,
      ],
    );
    if (delivery.key === undefined) return;
    await tx.execute(
      'insert into parked_key (consumer_group, topic, key) values ($1, $2, $3) on conflict do nothing',
      [group, topic, delivery.key],
    );
  },

  /** Events of parked keys: they wait behind the one that failed, in order. */
  async addWaiting(
    tx: Tx,
    { group, topic }: Place,
    behind: readonly { part: number; delivery: Delivery }[],
  ): Promise<void> {
    if (behind.length === 0) return;
    await tx.execute(
      `insert into dead_letter (${COLUMNS})
         select $1, $2, part, off, key, event_id, type, 'PARKED_KEY', 'waits behind an earlier event of its key', 0, body,
                'waiting'
           from unnest($3::smallint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
             with ordinality as w (part, off, key, event_id, type, body, n) order by n`,
      [
        group,
        topic,
        behind.map(({ part }) => part),
        behind.map(({ delivery }) => delivery.off ?? null),
        behind.map(({ delivery }) => delivery.key ?? null),
        behind.map(({ delivery }) => delivery.event?.id ?? null),
        behind.map(({ delivery }) => delivery.event?.type ?? null),
        behind.map(({ delivery }) => delivery.body),
      ],
    );
  },
};
