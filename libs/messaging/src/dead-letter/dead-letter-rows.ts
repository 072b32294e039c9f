import type { CloudEvent } from '@gusu/contracts';
import type { Tx } from '@gusu/database';
import type { LogRecord } from '../log-record.js';
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

/** An event of a log that a rebuild could not take: unreadable, or behind one that is. */
export interface AsideEvent {
  record: LogRecord;
  event: CloudEvent;
  defect?: string;
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

  /** The ids of events that a clerk gave up: they must have no effect, whoever reads the log. */
  async givenUp(tx: Tx, { group, topic }: Place): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `select event_id as id from dead_letter
         where consumer_group = $1 and topic = $2 and status = 'discarded' and event_id is not null`,
      [group, topic],
    );
    return new Set(rows.map(({ id }) => id));
  },

  /** Keeps everybody from settling letters of the topic until this transaction ends. */
  async lockOpen(tx: Tx, { group, topic }: Place): Promise<void> {
    await tx.query(
      'select 1 from parked_key where consumer_group = $1 and topic = $2 order by key for update',
      [group, topic],
    );
    await tx.query(
      `select 1 from dead_letter where consumer_group = $1 and topic = $2 and status in ('parked', 'waiting')
         order by id for update`,
      [group, topic],
    );
  },

  /** After a rebuild: what the new model holds is settled, what it could not take is parked, and no other key is. */
  async settleByRebuild(tx: Tx, place: Place, aside: readonly AsideEvent[]): Promise<void> {
    const { group, topic } = place;
    const ids = aside.map(({ event }) => event.id);
    // What never came from the log, having no id, is not in the model either.
    await tx.execute(
      `update dead_letter set status = 'redriven', settled_at = now(), settled_by = 'rebuild'
         where consumer_group = $1 and topic = $2 and status in ('parked', 'waiting')
           and event_id is not null and event_id <> all($3::text[])`,
      [group, topic, ids],
    );
    await tx.execute(
      `delete from parked_key where consumer_group = $1 and topic = $2 and key <> all($3::text[])`,
      [group, topic, aside.map(({ record }) => record.key)],
    );
    const open = await tx.query<{ id: string }>(
      `select event_id as id from dead_letter
         where consumer_group = $1 and topic = $2 and status in ('parked', 'waiting') and event_id = any($3::text[])`,
      [group, topic, ids],
    );
    const isOpen = new Set(open.map(({ id }) => id));
    for (const { record, event, defect } of aside) {
      if (isOpen.has(event.id)) continue;
      const { part, off, key } = record;
      const delivery = { off, key, event, body: JSON.stringify(event) };
      if (defect === undefined) await this.addWaiting(tx, place, [{ part, delivery }]);
      else await this.park(tx, place, { part, delivery, cause: 'SCHEMA', error: defect, attempts: 1 });
    }
  },
};
