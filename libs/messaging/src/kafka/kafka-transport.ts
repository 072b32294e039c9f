import { TOPICS } from '@gusu/contracts';
import type { Database } from '@gusu/database';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { ConsumerOffsets } from '../consumer/consumer-offsets.js';
import type { EventTransport, Subscription, SubscriptionRequest } from '../transport.js';
import { LogWorker } from '../postgres/log-worker.js';
import { stopIdleSpin } from './idle-spin.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { KafkaSubscription } from './kafka-subscription.js';

interface Options {
  service: string;
  database: Database;
  brokers: readonly string[];
  /** Set before every name on the broker, where several systems share one. */
  prefix?: string;
}

/** For every real deployment: services publish their logs to Kafka and consume from it. */
export class KafkaTransport implements EventTransport {
  readonly name = 'kafka';
  private readonly kafka: Kafka;
  private readonly named: (name: string) => string;

  constructor(private readonly options: Options) {
    stopIdleSpin();
    this.named = (name) => `${options.prefix ?? ''}${name}`;
    this.kafka = new Kafka({
      clientId: options.service,
      brokers: [...options.brokers],
      // Its errors reach us as errors; its own log would say them twice.
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3_000,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
    });
  }

  subscribe({ group, topics, applier }: SubscriptionRequest): Subscription {
    const offsets = new ConsumerOffsets(this.options.database, group, randomUUID());
    const groupId = this.named(group);
    return new KafkaSubscription({
      kafka: this.kafka,
      groupId,
      topics,
      named: this.named,
      offsets,
      applier,
    });
  }

  publisher(): Subscription {
    const { service, database } = this.options;
    const { url } = database.dataSource.options as { url?: string };
    if (!url) throw new Error('the publisher needs the URL of the service’s database');
    const topics = TOPICS.filter((topic) => topic.startsWith(`${service}.`));
    const publisher = new KafkaPublisher({
      kafka: this.kafka,
      database,
      logUrl: url,
      topics,
      named: this.named,
    });
    return new LogWorker(publisher);
  }
}
