import type { Database } from '@gusu/database';
import type { Kafka, Message, Producer } from 'kafkajs';
import type { LogRecord } from '../log-record.js';
import { eventMetrics } from '../metrics.js';
import { PARTITIONS } from '../partitioner.js';
import type { LogPlace, LogReader } from '../postgres/log-reader.js';
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
const LEADERSHIP = 'gusu:publisher';

/**
 * Sends the service's own log to Kafka, in order. One publisher of a service leads, for as long as its connection to the log holds; the cursor
 * it takes over moves after the broker's acknowledgement, so what one sent that died between the two is sent again; consumers know it by
 * its offset.
 */
export class KafkaPublisher implements LogWork {
  readonly name = 'publisher';
  readonly applicationName = 'publisher';
  readonly url: string;
  private producer: Producer | undefined;
  private cursors: Map<string, LogPlace> | undefined;
  private moved: Promise<void> = Promise.resolve();

  constructor(private readonly options: Options) {
    this.url = options.logUrl;
  }

  async begin(): Promise<void> {
    this.cursors = undefined;
    this.moved = Promise.resolve();
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
    const cursors = (this.cursors ??= await this.takeOver(reader));
    if (!cursors) return 0;
    const records = await reader.read([...cursors.values()], PAGE);
    if (records.length > 0) await this.send(this.producer, records);
    // The cursor is written while the next page is on its way; idle, nothing is left unwritten.
    await this.moved;
    if (records.length === 0) return 0;
    const places = placesAfter(records);
    for (const place of places) cursors.set(nameOf(place), place);
    this.moved = this.move(places);
    this.moved.catch(() => undefined);
    return records.length;
  }

  async end(): Promise<void> {
    await this.moved.catch(() => undefined);
    await this.producer?.disconnect().catch(() => undefined);
    this.producer = undefined;
  }

  /** The cursors, if no other publisher of the service leads. */
  private async takeOver(reader: LogReader): Promise<Map<string, LogPlace> | undefined> {
    if (!(await reader.lead(LEADERSHIP))) return undefined;
    const cursors = await this.options.database.query<LogPlace>(
      'select topic, part, next_off as off from publish_cursor where topic = any($1::text[])',
      [this.options.topics],
    );
    return new Map(cursors.map((place) => [nameOf(place), place]));
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

  private async send(producer: Producer, records: readonly LogRecord[]): Promise<void> {
    const messages = new Map<string, Message[]>();
    for (const record of records) {
      const sent = messages.get(record.topic);
      if (sent) sent.push(toKafkaMessage(record));
      else messages.set(record.topic, [toKafkaMessage(record)]);
    }
    const { named } = this.options;
    const topicMessages = [...messages].map(([topic, sent]) => ({ topic: named(topic), messages: sent }));
    await producer.sendBatch({ acks: -1, topicMessages });
    for (const [topic, sent] of messages) eventMetrics.published.inc({ topic }, sent.length);
  }

  private async move(places: readonly LogPlace[]): Promise<void> {
    await this.options.database.query(
      `update publish_cursor c set next_off = n.off
         from unnest($1::text[], $2::smallint[], $3::bigint[]) as n (topic, part, off)
         where c.topic = n.topic and c.part = n.part and c.next_off < n.off`,
      [places.map(({ topic }) => topic), places.map(({ part }) => part), places.map(({ off }) => off)],
    );
  }
}

const nameOf = ({ topic, part }: LogPlace): string => `${topic}/${part}`;

/** Where a reader stands after these, partition by partition. */
function placesAfter(records: readonly LogRecord[]): LogPlace[] {
  const places = new Map<string, LogPlace>();
  for (const { topic, part, off } of records) {
    const place = { topic, part, off: off + 1n };
    places.set(nameOf(place), place);
  }
  return [...places.values()];
}
