import { assignedTo } from '../consumer/assignment.js';
import type { ConsumerOffsets } from '../consumer/consumer-offsets.js';
import { cloudEventOf, type LogRecord } from '../log-record.js';
import { eventMetrics } from '../metrics.js';
import { PARTITIONS } from '../partitioner.js';
import { Fenced, type Delivery, type Slice, type SliceApplier } from '../transport.js';
import type { LogPlace, LogReader } from './log-reader.js';
import type { LogWork } from './log-worker.js';

interface Options {
  group: string;
  member: string;
  /** The producer's database, as the role that reads its event log. */
  url: string;
  topics: readonly string[];
  offsets: ConsumerOffsets;
  applier: SliceApplier;
}

interface Standing {
  nextOff: bigint;
  epoch: bigint;
}

/** Events of one partition in one page. */
const PAGE = 200;
const HEARTBEAT_MILLIS = 2_000;

/** Reads one producer's log for one group, as one member of it. */
export class LogSubscription implements LogWork {
  readonly name: string;
  readonly url: string;
  readonly applicationName: string;
  private readonly standing = new Map<string, Map<number, Standing>>();
  private members: string[] = [];
  private heartbeatDue = 0;

  constructor(private readonly options: Options) {
    this.name = `consumer ${options.topics.join(', ')}`;
    this.url = options.url;
    this.applicationName = `consumer ${options.group}`;
  }

  async begin(): Promise<void> {
    for (const topic of this.options.topics) await this.options.offsets.ensure(topic);
    this.standing.clear();
    this.heartbeatDue = 0;
  }

  async round(reader: LogReader): Promise<number> {
    await this.beat();
    const records = await reader.read(this.places(), PAGE);
    for (const [topic, page] of byTopic(records)) {
      try {
        await this.apply(topic, page);
      } catch (error) {
        if (!(error instanceof Fenced)) throw error;
        eventMetrics.fenced.inc({ topic });
        this.standing.delete(topic);
        await this.assign(topic);
      }
    }
    return records.length;
  }

  private async beat(): Promise<void> {
    if (performance.now() < this.heartbeatDue) return;
    this.heartbeatDue = performance.now() + HEARTBEAT_MILLIS;
    const members = await this.options.offsets.heartbeat();
    if (members.join() === this.members.join() && this.standing.size > 0) return;
    this.members = members;
    for (const topic of this.options.topics) await this.assign(topic);
  }

  /** Takes over what falls to this member now, and lets go of the rest: its new owner's epoch fences us anyway. */
  private async assign(topic: string): Promise<void> {
    const mine = assignedTo(this.options.member, this.members, topic, PARTITIONS);
    const held = this.standing.get(topic) ?? new Map<number, Standing>();
    for (const part of held.keys()) if (!mine.includes(part)) held.delete(part);
    const fresh = mine.filter((part) => !held.has(part));
    for (const { part, nextOff, epoch } of await this.options.offsets.takeOver(topic, fresh))
      held.set(part, { nextOff, epoch });
    this.standing.set(topic, held);
  }

  private places(): LogPlace[] {
    return [...this.standing].flatMap(([topic, held]) =>
      [...held].map(([part, { nextOff }]) => ({ topic, part, off: nextOff })),
    );
  }

  private async apply(topic: string, records: readonly LogRecord[]): Promise<void> {
    const held = this.standing.get(topic);
    if (!held) return;
    const slices = slicesOf(records, held);
    await this.options.applier.apply(topic, slices);
    for (const { part, to, epoch } of slices) held.set(part, { nextOff: to, epoch });
  }
}

function byTopic(records: readonly LogRecord[]): Map<string, LogRecord[]> {
  const topics = new Map<string, LogRecord[]>();
  for (const record of records) {
    const page = topics.get(record.topic);
    if (page) page.push(record);
    else topics.set(record.topic, [record]);
  }
  return topics;
}

function slicesOf(records: readonly LogRecord[], held: ReadonlyMap<number, Standing>): Slice[] {
  const slices = new Map<number, Slice>();
  for (const record of records) {
    const standing = held.get(record.part);
    if (!standing) continue;
    let slice = slices.get(record.part);
    if (!slice) {
      slice = {
        part: record.part,
        from: standing.nextOff,
        to: standing.nextOff,
        epoch: standing.epoch,
        deliveries: [],
      };
      slices.set(record.part, slice);
    }
    slice.deliveries.push(deliveryOf(record));
    slice.to = record.off + 1n;
  }
  return [...slices.values()];
}

function deliveryOf(record: LogRecord): Delivery {
  const event = cloudEventOf(record);
  return {
    off: record.off,
    key: record.key,
    event,
    // Made when it is needed: only dead letters keep the bytes.
    get body() {
      return JSON.stringify(event);
    },
  };
}
