import { findEventType, type DomainEvent } from '@gusu/contracts';
import { textArray, type Tx } from '@gusu/database';
import { randomUUID } from 'node:crypto';
import { partitionOf } from '../partitioner.js';

interface Waiting {
  event: DomainEvent;
  id: string;
}

const waiting = new WeakMap<Tx, Waiting[]>();
const committed = new Set<() => void>();

// Counts are taken per key and the counters locked in key order, so two writers never wait for each other in a circle. The version is
// drawn while the counter is locked, which makes the order of `pos` within a key the order of commits.
const APPEND = `
  with given as materialized (
    select * from unnest($1::text[], $2::smallint[], $3::text[], $4::uuid[], $5::text[], $6::smallint[],
                         $7::timestamptz[], $8::text[], $9::text[])
      with ordinality as g (topic, part, key, event_id, type, schema_version, occurred_at, traceparent, data, n)
  ), counted as (
    select topic, key, count(*) as n from given group by topic, key
  ), locked as (
    insert into outbox_key as k (topic, key, version)
      select topic, key, n from counted order by topic, key
      on conflict (topic, key) do update set version = k.version + excluded.version
      returning k.topic, k.key, k.version
  )
  insert into outbox (topic, part, key, version, event_id, type, schema_version, occurred_at, traceparent, data)
    select g.topic, g.part, g.key,
           l.version - c.n + row_number() over (partition by g.topic, g.key order by g.n),
           g.event_id, g.type, g.schema_version, g.occurred_at, g.traceparent, g.data
      from given g join counted c using (topic, key) join locked l using (topic, key)
      order by g.n`;

/** Where a transaction announces what it did. */
export const outbox = {
  /**
   * Announces events with the transaction: they exist if it commits. Each is checked against its contract now, so a malformed one
   * fails its own transaction instead of blocking everybody's relay. They are written after all other work, under the keys' locks.
   * @throws ZodError, or Error for an event nobody defined
   */
  append(tx: Tx, ...events: readonly DomainEvent[]): void {
    const added = events.map((event) => ({ event: checked(event), id: randomUUID() }));
    const earlier = waiting.get(tx);
    if (earlier) {
      earlier.push(...added);
      return;
    }
    if (added.length === 0) return;
    waiting.set(tx, added);
    tx.beforeCommit('outbox', (open) => write(open, added));
    tx.afterCommit(() => committed.forEach((wake) => wake()));
  },

  /** Calls `wake` after every commit in this process that announced something; returns how to stop that. */
  onCommit(wake: () => void): () => void {
    committed.add(wake);
    return () => committed.delete(wake);
  },
};

function checked(event: DomainEvent): DomainEvent {
  const type = findEventType(event.type, event.version);
  if (!type) throw new Error(`no event ${event.type} version ${event.version} is defined in the contracts`);
  type.schema.parse(event.data);
  return event;
}

async function write(tx: Tx, list: readonly Waiting[]): Promise<void> {
  await tx.execute(APPEND, [
    textArray(list.map(({ event }) => event.topic)),
    list.map(({ event }) => partitionOf(event.key)),
    textArray(list.map(({ event }) => event.key)),
    list.map(({ id }) => id),
    textArray(list.map(({ event }) => event.type)),
    list.map(({ event }) => event.version),
    list.map(({ event }) => event.occurredAt),
    textArray(list.map(({ event }) => event.traceparent ?? null)),
    textArray(list.map(({ event }) => JSON.stringify(event.data))),
  ]);
}
