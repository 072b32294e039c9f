import type { Database } from '@gusu/database';
import type { Kafka, Producer } from 'kafkajs';
import { eventMetrics } from '../metrics.js';
import { PARTITIONS } from '../partitioner.js';
import type { LogReader } from '../postgres/log-reader.js';
import type { LogWork } from '../postgres/log-worker.js';
import { toKafkaMessage } from './kafka-message.js';

interface Options {
  kafka: Kafka;
  database: Database;
  /** Of the service's own database: the log is read from it. */
  logUrl: string;
  topics: readonly string[];
  /** The name of a topic on the broker. */
  named: (topic: string) => string;
}

const PAGE = 250;

/**
 * Sends the service's own log to Kafka, in order, from a cursor that moves after the broker's acknowledgement. Two publishers at once, or one
 * that died between the two, send some events again; consumers know them by their offset.
 */
export class KafkaPublisher implements LogWork {
  readonly name = 'publisher';
  readonly applicationName = 'publisher';
  readonly url: string;
  private producer: Producer | undefined;

  constructor(private readonly options: Options) {
    this.url = options.logUrl;
  }

  async begin(): Promise<void> {
    await this.ensureTopics();
    this.producer = this.options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await this.producer.connect();
  }

  async round(reader: LogReader): Promise<number> {
    if (!this.producer) throw new Error('the publisher has not begun');
    let sent = 0;
    for (const topic of this.options.topics) sent += await this.page(reader, this.producer, topic);
    return sent;
  }

  async end(): Promise<void> {
    await this.producer?.disconnect().catch(() => undefined);
    this.producer = undefined;
  }

  private async ensureTopics(): Promise<void> {
    const { kafka, topics, named, database } = this.options;
    const admin = kafka.admin();
    await admin.connect();
    try {
      const there = new Set(await admin.listTopics());
      const missing = topics.map(named).filter((topic) => !there.has(topic));
      if (missing.length > 0)
        await admin.createTopics({
          waitForLeaders: true,
          topics: missing.map((topic) => ({ topic, numPartitions: PARTITIONS })),
        });
    } finally {
      await admin.disconnect();
    }
    await database.query(
      `insert into publish_cursor (topic, part)
         select topic, part from unnest($1::text[]) as topic, generate_series(0, $2 - 1) as part on conflict do nothing`,
      [topics, PARTITIONS],
    );
  }

  private async page(reader: LogReader, producer: Producer, topic: string): Promise<number> {
    const { database, named } = this.options;
    const cursors = await database.query<{ part: number; off: bigint }>(
      'select part, next_off as off from publish_cursor where topic = $1',
      [topic],
    );
    const records = await reader.read(topic, cursors, PAGE);
    if (records.length === 0) return 0;
    await producer.send({ topic: named(topic), acks: -1, messages: records.map(toKafkaMessage) });
    const next = new Map<number, bigint>();
    for (const { part, off } of records) next.set(part, off + 1n);
    await database.query(
      `update publish_cursor c set next_off = n.off from unnest($2::smallint[], $3::bigint[]) as n (part, off)
         where c.topic = $1 and c.part = n.part and c.next_off < n.off`,
      [topic, [...next.keys()], [...next.values()]],
    );
    eventMetrics.published.inc({ topic }, records.length);
    return records.length;
  }
}
