import { EnterpriseChanged, type CloudEvent, type DomainEvent } from '@gusu/contracts';
import { auditMigrations, type Tx } from '@gusu/database';
import { createTestDatabase, type TestDatabase } from '@gusu/testing';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ConsumerOffsets } from '../consumer/consumer-offsets.js';
import { EventHandlers, type EventContext } from '../consumer/event-handlers.js';
import { PageApplier } from '../consumer/page-applier.js';
import { DeadLetters } from '../dead-letter/dead-letters.js';
import { messagingMigrations } from '../index.js';
import { outbox } from '../outbox/outbox.js';
import { Sequencer } from '../sequencer/sequencer.js';
import type { EventTransport, Subscription } from '../transport.js';

export const TOPIC = EnterpriseChanged.topic;

/** How a transport is made for one world: the producing and the consuming end. */
export type MakeTransport = (world: {
  producer: TestDatabase;
  consumer: TestDatabase;
  service: string;
  /** Part of every name this world uses outside its databases. */
  unique: string;
}) => Promise<EventTransport>;

/** A credit-code-shaped key; the contracts want one. */
export function keyOf(n: number): string {
  return `91320594TE5T0${String(n).padStart(5, '0')}`;
}

export function changed(key: string, name: string): DomainEvent {
  return EnterpriseChanged.of(
    key,
    { ...EnterpriseChanged.example, creditCode: key, name, changedFields: ['name'] },
    new Date('2021-04-15T01:00:00Z'),
  );
}

/** A producing service, a consuming one and a transport between them, on real databases. */
export class World {
  private readonly subscriptions: Subscription[] = [];
  /** Where the transport has one. */
  publisher: Subscription | undefined;
  readonly group = 'conformance';
  readonly handlers = new EventHandlers();
  readonly applier: PageApplier;
  readonly letters: DeadLetters;
  /** Names the handler refuses, as often as it meets them. */
  readonly poison = new Set<string>();

  private constructor(
    readonly producer: TestDatabase,
    readonly consumer: TestDatabase,
    readonly transport: EventTransport,
    readonly sequencer: Sequencer,
  ) {
    const offsets = new ConsumerOffsets(consumer.database, this.group, 'applier');
    this.applier = new PageApplier(consumer.database, offsets, this.handlers, this.group, {
      attempts: 3,
      backoffMillis: 1,
    });
    this.letters = new DeadLetters(consumer.database, this.group, this.applier);
    this.handlers.add(EnterpriseChanged.type, {
      batch: false,
      handle: (event, context) => this.effect(event as CloudEvent<{ name: string }>, context),
    });
  }

  static async make(makeTransport: MakeTransport): Promise<World> {
    const migrations = [...auditMigrations, ...messagingMigrations];
    const [producer, consumer] = await Promise.all([
      createTestDatabase({ migrations, poolSize: 20 }),
      createTestDatabase({ migrations, poolSize: 10 }),
    ]);
    const owner = new Client({ connectionString: consumer.ownerUrl });
    await owner.connect();
    await owner.query(
      'create table effect (n bigint generated always as identity, key text, version bigint, name text)',
    );
    await owner.end();
    const unique = randomBytes(4).toString('hex');
    const transport = await makeTransport({ producer, consumer, service: 'enterprise-registry', unique });
    const world = new World(producer, consumer, transport, new Sequencer(producer.database));
    await world.sequencer.start();
    world.publisher = transport.publisher?.();
    await world.publisher?.start();
    return world;
  }

  subscribe(): Subscription {
    const subscription = this.transport.subscribe({
      group: this.group,
      topics: [TOPIC],
      applier: this.applier,
    });
    this.subscriptions.push(subscription);
    return subscription;
  }

  /** One transaction that announces these events, or none of them when it is told to fail. */
  async announce(events: readonly DomainEvent[], work?: (tx: Tx) => Promise<void>): Promise<void> {
    await this.producer.database.transaction(async (tx) => {
      outbox.append(tx, ...events);
      await work?.(tx);
    });
  }

  async announced(): Promise<number> {
    const [row] = await this.producer.database.query<{ n: bigint }>('select count(*) as n from outbox', []);
    return Number(row?.n);
  }

  /** Waits until every announced event was applied or put aside. */
  async drained(timeoutMillis = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMillis;
    for (;;) {
      const announced = await this.announced();
      const [row] = await this.consumer.database.query<{ n: bigint }>(
        'select coalesce(sum(next_off), 0)::bigint as n from consumer_offset',
        [],
      );
      if (Number(row?.n) === announced) return;
      if (Date.now() > deadline)
        throw new Error(`${row?.n} of ${announced} events after ${timeoutMillis} ms`);
      await sleep(20);
    }
  }

  async effects(): Promise<{ key: string; version: bigint; name: string }[]> {
    return this.consumer.database.query('select key, version, name from effect order by n', []);
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    await this.publisher?.stop();
    await this.sequencer.stop();
    await Promise.all([this.producer.drop(), this.consumer.drop()]);
  }

  private async effect(event: CloudEvent<{ name: string }>, { tx }: EventContext): Promise<void> {
    // Written before the refusal: what fails must leave nothing behind.
    await tx.execute('insert into effect (key, version, name) values ($1, $2, $3)', [
      event.subject,
      event.keyversion,
      event.data.name,
    ]);
    if (this.poison.has(event.data.name)) throw new Error(`cannot digest ${event.data.name}`);
  }
}
