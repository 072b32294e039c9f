import type { Database } from '@gusu/database';
import { randomUUID } from 'node:crypto';
import { ConsumerOffsets } from '../consumer/consumer-offsets.js';
import type { EventTransport, Subscription, SubscriptionRequest } from '../transport.js';
import { LogSubscription } from './log-subscription.js';
import { LogWorker } from './log-worker.js';

/** The embedded default: consumers read the producers' own logs. */
export class PostgresTransport implements EventTransport {
  readonly name = 'postgres';

  /** @param logUrls service → URL of its database for the role that reads its event log */
  constructor(
    private readonly database: Database,
    private readonly logUrls: Readonly<Record<string, string>>,
  ) {}

  subscribe({ group, topics, applier }: SubscriptionRequest): Subscription {
    const member = randomUUID();
    const offsets = new ConsumerOffsets(this.database, group, member);
    const byProducer = new Map<string, string[]>();
    for (const topic of topics) {
      const producer = topic.slice(0, topic.indexOf('.'));
      byProducer.set(producer, [...(byProducer.get(producer) ?? []), topic]);
    }
    const readers = [...byProducer].map(([producer, ofProducer]) => {
      const url = this.logUrls[producer];
      if (!url) throw new Error(`EVENT_LOG_URLS names no log of ${producer}`);
      return new LogWorker(new LogSubscription({ group, member, url, topics: ofProducer, offsets, applier }));
    });
    return new SubscriptionSet(readers, offsets);
  }
}

class SubscriptionSet implements Subscription {
  constructor(
    private readonly parts: readonly LogWorker[],
    private readonly offsets: ConsumerOffsets,
  ) {}

  async start(): Promise<void> {
    await Promise.all(this.parts.map((part) => part.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.parts.map((part) => part.stop()));
    // A member that leaves in an orderly way need not be waited for.
    await this.offsets.leave().catch(() => undefined);
  }

  health() {
    const first = this.parts[0]?.health() ?? { name: 'consumer', up: true, since: new Date() };
    return this.parts.map((part) => part.health()).find(({ up }) => !up) ?? first;
  }
}
