import { DatabaseUnavailable } from '@gusu/database';
import type { Consumer, EachBatchPayload, Kafka, TopicPartitionOffset } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerOffsets, Position } from '../consumer/consumer-offsets.js';
import { eventMetrics } from '../metrics.js';
import { PARTITIONS } from '../partitioner.js';
import { StatusKeeper, type WorkerStatus } from '../status.js';
import { Fenced, type Delivery, type SliceApplier, type Subscription } from '../transport.js';
import { freshDeliveries } from './fresh-deliveries.js';
import { toDelivery } from './kafka-message.js';
import { GroupApplier } from './group-applier.js';

interface Options {
  kafka: Kafka;
  /** The name of the group on the broker. */
  groupId: string;
  topics: readonly string[];
  named: (topic: string) => string;
  offsets: ConsumerOffsets;
  applier: SliceApplier;
}

const SESSION_MILLIS = 10_000;
const PAGE = 200;
const RETRY_MILLIS = 500;
const HINT_MILLIS = 1_000;

/** Consumes from Kafka. Kafka's committed offset is a hint where to resume; what was applied is known by the fence alone. */
export class KafkaSubscription implements Subscription {
  private readonly status: StatusKeeper;
  private readonly grouped: GroupApplier;
  private readonly topicOf: Map<string, string>;
  private readonly standing = new Map<string, Position>();
  private readonly hints = new Map<string, TopicPartitionOffset>();
  private hintTimer: NodeJS.Timeout | undefined;
  private consumer: Consumer | undefined;
  private stopping = false;
  private restarting: Promise<void> | undefined;

  constructor(private readonly options: Options) {
    this.status = new StatusKeeper(`consumer ${options.topics.join(', ')}`);
    this.grouped = new GroupApplier(options.applier);
    this.topicOf = new Map(options.topics.map((topic) => [options.named(topic), topic]));
  }

  async start(): Promise<void> {
    this.stopping = false;
    for (const topic of this.options.topics) await this.options.offsets.ensure(topic);
    // A broker that is away must not keep the service from starting.
    this.restarting = this.connectStubbornly();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.restarting;
    if (this.consumer) await this.sendHints(this.consumer);
    await this.consumer?.disconnect().catch(() => undefined);
    this.consumer = undefined;
  }

  health(): WorkerStatus {
    return this.status.current;
  }

  private async connectStubbornly(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.connect();
        return;
      } catch (error) {
        this.status.fails(error);
        await this.consumer?.disconnect().catch(() => undefined);
        await sleep(RETRY_MILLIS);
      }
    }
  }

  private async connect(): Promise<void> {
    const { kafka, groupId, topics, named } = this.options;
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: SESSION_MILLIS,
      heartbeatInterval: 2_000,
      rebalanceTimeout: 15_000,
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
      retry: { retries: 2, initialRetryTime: 100 },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, () => {
      // Whatever we held may have had another owner meanwhile.
      this.standing.clear();
      this.status.works();
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.status.fails(payload.error);
      if (!payload.restart && !this.stopping) this.restarting = this.restart(consumer);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map(named), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS,
      eachBatch: (payload) => this.batch(consumer, payload),
    });
  }

  private async restart(crashed: Consumer): Promise<void> {
    await crashed.disconnect().catch(() => undefined);
    await sleep(RETRY_MILLIS);
    await this.connectStubbornly();
  }

  private async batch(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload;
    const topic = this.topicOf.get(batch.topic);
    if (topic === undefined) return;
    for (let at = 0; at < batch.messages.length; at += PAGE) {
      const page = batch.messages.slice(at, at + PAGE);
      const goesOn = () => isRunning() && !isStale() && !this.stopping;
      const outcome = await this.applyPage(topic, batch.partition, page.map(toDelivery), {
        goesOn,
        heartbeat,
      });
      if (outcome === 'left') return;
      if (outcome === 'gap') {
        consumer.seek({ topic: batch.topic, partition: batch.partition, offset: '0' });
        return;
      }
      const last = page.at(-1);
      if (last) {
        resolveOffset(last.offset);
        const offset = (BigInt(last.offset) + 1n).toString();
        this.hint(consumer, { topic: batch.topic, partition: batch.partition, offset });
      }
      await heartbeat();
    }
  }

  /** Applies a page as often as it takes; `left` when the partition is no longer ours, `gap` when events before it are missing. */
  private async applyPage(
    topic: string,
    part: number,
    deliveries: Delivery[],
    run: { goesOn: () => boolean; heartbeat: () => Promise<void> },
  ): Promise<'applied' | 'left' | 'gap'> {
    while (run.goesOn()) {
      try {
        const { nextOff, epoch } = await this.position(topic, part);
        const { fresh, to, isGap } = freshDeliveries(deliveries, nextOff);
        if (fresh.length > 0)
          await this.grouped.apply(topic, { part, from: nextOff, to, epoch, deliveries: fresh });
        this.standing.set(`${topic}/${part}`, { part, nextOff: to, epoch });
        if (isGap) {
          this.status.fails(new Error(`${topic}/${part}: the broker does not have ${to}`));
          await sleep(RETRY_MILLIS);
          return 'gap';
        }
        this.status.works();
        return 'applied';
      } catch (error) {
        this.standing.delete(`${topic}/${part}`);
        if (error instanceof Fenced) eventMetrics.fenced.inc({ topic });
        else if (error instanceof DatabaseUnavailable) this.status.fails(error);
        else throw error;
        await sleep(RETRY_MILLIS / 5);
        await run.heartbeat();
      }
    }
    return 'left';
  }

  /** Tells Kafka where we are, now and then: what was applied is known by the fence, so no event waits for this. */
  private hint(consumer: Consumer, at: TopicPartitionOffset): void {
    this.hints.set(`${at.topic}/${at.partition}`, at);
    this.hintTimer ??= setTimeout(() => void this.sendHints(consumer), HINT_MILLIS).unref();
  }

  private async sendHints(consumer: Consumer): Promise<void> {
    clearTimeout(this.hintTimer);
    this.hintTimer = undefined;
    const hints = [...this.hints.values()];
    this.hints.clear();
    if (hints.length > 0) await consumer.commitOffsets(hints).catch(() => undefined);
  }

  private async position(topic: string, part: number): Promise<Position> {
    const held = this.standing.get(`${topic}/${part}`);
    if (held) return held;
    const [taken] = await this.options.offsets.takeOver(topic, [part]);
    if (!taken) throw new Error(`no offset row for ${topic}/${part}`);
    this.standing.set(`${topic}/${part}`, taken);
    return taken;
  }
}
