import type { CloudEvent } from '@gusu/contracts';
import type { Database, Tx } from '@gusu/database';
import { deadLetterRows, type AsideEvent } from '../dead-letter/dead-letter-rows.js';
import { cloudEventOf, type LogRecord } from '../log-record.js';
import { PARTITIONS } from '../partitioner.js';
import { LogReader } from '../postgres/log-reader.js';
import { contractDefect } from './contract-defect.js';

/** How a read model comes out of the events of one topic. */
export interface RebuildPlan<Model> {
  topic: string;
  empty: () => Model;
  /** Takes the next events, in order per key, into the model. */
  fold: (model: Model, events: CloudEvent[]) => void;
  /** Replaces the read model by what was folded, in the transaction that also moves the group's offsets. */
  write: (tx: Tx, model: Model, events: number) => Promise<void>;
}

interface Source {
  database: Database;
  group: string;
  /** The producer's database, as the role that reads its event log. */
  logUrl: string;
}

// Small enough that a page is garbage before it is old.
const PAGE = 2_000;
const ATTEMPTS = 3;

/** A clerk gave up an event while the model was being folded with it. */
class GivenUpMeanwhile extends Error {}

/**
 * Builds a read model anew from the first event of a topic's log: folds page after page in memory and writes once. The group's consumer
 * may go on meanwhile; the last step fences it, takes what came since and moves its offsets together with the new model. What was put aside
 * is tried again with the rest; what was given up stays given up; what still cannot be read is put aside with its key, as a consumer would.
 * Two rebuilds at once are harmless: the last step of the second waits for the first.
 */
export async function rebuild<Model>(source: Source, plan: RebuildPlan<Model>): Promise<{ events: number }> {
  const reader = await LogReader.open(source.logUrl, `rebuild ${source.group}`);
  try {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await new Rebuild(source, plan, reader).run();
      } catch (error) {
        if (!(error instanceof GivenUpMeanwhile) || attempt === ATTEMPTS) throw error;
      }
  } finally {
    await reader.close();
  }
}

class Rebuild<Model> {
  private readonly next = new Map<number, bigint>(
    Array.from({ length: PARTITIONS }, (_, part) => [part, 0n]),
  );
  private readonly model: Model;
  private givenUp: ReadonlySet<string> = new Set();
  private readonly aside = new Map<string, AsideEvent[]>();
  private events = 0;

  constructor(
    private readonly source: Source,
    private readonly plan: RebuildPlan<Model>,
    private readonly reader: LogReader,
  ) {
    this.model = plan.empty();
  }

  async run(): Promise<{ events: number }> {
    const { database, group } = this.source;
    const place = { group, topic: this.plan.topic };
    this.givenUp = await database.transaction((tx) => deadLetterRows.givenUp(tx, place));
    await this.foldAll();
    await database.transaction(async (tx) => {
      // In the order in which a consumer and a redrive take them: offsets, parked keys, letters, then the model.
      await tx.execute(
        'update consumer_offset set epoch = epoch + 1, owner = null where consumer_group = $1 and topic = $2',
        [group, this.plan.topic],
      );
      await deadLetterRows.lockOpen(tx, place);
      const givenUp = await deadLetterRows.givenUp(tx, place);
      if (givenUp.size !== this.givenUp.size) throw new GivenUpMeanwhile('an event was given up meanwhile');
      await this.foldAll();
      await this.plan.write(tx, this.model, this.events);
      await this.moveOffsets(tx);
      await deadLetterRows.settleByRebuild(tx, place, [...this.aside.values()].flat());
    });
    return { events: this.events };
  }

  private async foldAll(): Promise<void> {
    // One partition after the other: its pages are large and its rows lie together.
    for (const part of this.next.keys()) {
      const from = (off: bigint) => this.reader.read([{ topic: this.plan.topic, part, off }], PAGE);
      let page = from(this.next.get(part) ?? 0n);
      for (;;) {
        const records = await page;
        const last = records.at(-1);
        if (!last) break;
        this.next.set(part, last.off + 1n);
        // The next page is on its way while this one is folded.
        page = from(last.off + 1n);
        this.foldPage(records);
      }
    }
  }

  private foldPage(records: readonly LogRecord[]): void {
    const sound: CloudEvent[] = [];
    for (const record of records) {
      if (this.givenUp.has(record.event_id)) continue;
      const event = cloudEventOf(record);
      const behind = this.aside.get(record.key);
      const defect = behind ? undefined : contractDefect(event);
      if (behind) behind.push({ record, event });
      else if (defect !== undefined) this.aside.set(record.key, [{ record, event, defect }]);
      else sound.push(event);
    }
    this.plan.fold(this.model, sound);
    this.events += records.length;
  }

  private async moveOffsets(tx: Tx): Promise<void> {
    await tx.execute(
      `insert into consumer_offset as o (consumer_group, topic, part, next_off)
         select $1, $2, part, off from unnest($3::smallint[], $4::bigint[]) as n (part, off)
         on conflict (consumer_group, topic, part) do update set next_off = excluded.next_off`,
      [this.source.group, this.plan.topic, [...this.next.keys()], [...this.next.values()]],
    );
  }
}
