import type { CloudEvent } from '@gusu/contracts';
import type { Database, Tx } from '@gusu/database';
import { cloudEventOf } from '../log-record.js';
import { PARTITIONS } from '../partitioner.js';
import { LogReader } from '../postgres/log-reader.js';

export interface Rebuild {
  database: Database;
  group: string;
  topic: string;
  /** The producer's database, as the role that reads its event log. */
  logUrl: string;
  /** Takes the next events, in order per key, into memory. */
  fold: (events: CloudEvent[]) => void;
  /** Replaces the read model by what was folded, in the transaction that also moves the group's offsets. */
  write: (tx: Tx) => Promise<void>;
}

const PAGE = 10_000;

/**
 * Builds a read model anew from the first event of a topic's log: folds page after page in memory and writes once. The group's consumer
 * may go on meanwhile; the last step fences it, takes what came since and moves its offsets together with the new model.
 */
export async function rebuild(plan: Rebuild): Promise<{ events: number }> {
  const reader = await LogReader.open(plan.logUrl, `rebuild ${plan.group}`);
  try {
    const next = new Map(Array.from({ length: PARTITIONS }, (_, part) => [part, 0n] as const));
    let events = await foldAll(reader, plan, next);
    await plan.database.transaction(async (tx) => {
      await tx.query(
        `update consumer_offset set epoch = epoch + 1, owner = null where consumer_group = $1 and topic = $2`,
        [plan.group, plan.topic],
      );
      events += await foldAll(reader, plan, next);
      await plan.write(tx);
      await moveOffsets(tx, plan, next);
    });
    return { events };
  } finally {
    await reader.close();
  }
}

async function foldAll(reader: LogReader, plan: Rebuild, next: Map<number, bigint>): Promise<number> {
  let folded = 0;
  // One partition after the other: its pages are large and its rows lie together.
  for (const part of next.keys()) {
    let page = reader.read(plan.topic, [{ part, off: next.get(part) ?? 0n }], PAGE);
    for (;;) {
      const records = await page;
      const last = records.at(-1);
      if (!last) break;
      next.set(part, last.off + 1n);
      // The next page is on its way while this one is folded.
      page = reader.read(plan.topic, [{ part, off: last.off + 1n }], PAGE);
      plan.fold(records.map(cloudEventOf));
      folded += records.length;
    }
  }
  return folded;
}

async function moveOffsets(tx: Tx, { group, topic }: Rebuild, next: Map<number, bigint>): Promise<void> {
  await tx.execute(
    `insert into consumer_offset as o (consumer_group, topic, part, next_off)
       select $1, $2, part, off from unnest($3::smallint[], $4::bigint[]) as n (part, off)
       on conflict (consumer_group, topic, part) do update set next_off = excluded.next_off`,
    [group, topic, [...next.keys()], [...next.values()]],
  );
  // What was put aside is part of the new model or will be put aside again.
  await tx.execute('delete from parked_key where consumer_group = $1 and topic = $2', [group, topic]);
  await tx.execute(
    `update dead_letter set status = 'redriven', settled_at = now(), settled_by = 'rebuild'
       where consumer_group = $1 and topic = $2 and status in ('parked', 'waiting')`,
    [group, topic],
  );
}
