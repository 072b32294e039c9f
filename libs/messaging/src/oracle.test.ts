import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  offsetsUnlikeLog,
  outboxUnlikeLog,
  repeatedEvents,
  sparseOffsets,
  unexplainedLetters,
  versionsOutOfOrder,
  type Look,
} from '@gusu/testing';
import { Client } from 'pg';
import { changed, keyOf, TOPIC, World } from './conformance/world.js';
import { PostgresTransport } from './postgres/postgres-transport.js';

let world: World;
let producer: Client;
let consumer: Client;
const lookAt =
  (client: Client): Look =>
  async (sql, values = []) =>
    (await client.query(sql, [...values])).rows as never;

beforeAll(async () => {
  world = await World.make(({ producer: from, consumer: to, service }) =>
    Promise.resolve(new PostgresTransport(to.database, { [service]: from.eventsUrl })),
  );
  world.poison.add('bad');
  await world.subscribe().start();
  for (let n = 0; n < 30; n += 1)
    await world.announce([changed(keyOf(n % 9), `${n}`), changed(keyOf(n % 5), `${n}+`)]);
  await world.announce([changed(keyOf(99), 'bad'), changed(keyOf(99), 'behind')]);
  await world.drained();
  producer = new Client({ connectionString: world.producer.adminUrl });
  consumer = new Client({ connectionString: world.consumer.adminUrl });
  await Promise.all([producer.connect(), consumer.connect()]);
}, 60_000);
afterAll(async () => {
  await Promise.all([producer.end(), consumer.end()]);
  await world.close();
});

const READING = { group: 'conformance', topic: TOPIC };
const CHECKS = {
  repeatedEvents: () => repeatedEvents(lookAt(producer)),
  outboxUnlikeLog: () => outboxUnlikeLog(lookAt(producer)),
  versionsOutOfOrder: () => versionsOutOfOrder(lookAt(producer)),
  sparseOffsets: () => sparseOffsets(lookAt(producer)),
  offsetsUnlikeLog: () => offsetsUnlikeLog(lookAt(consumer), lookAt(producer), READING),
  unexplainedLetters: () => unexplainedLetters(lookAt(consumer)),
};
type Check = keyof typeof CHECKS;

const ONE = `(topic, part, off) = (select topic, part, off from event_log order by part, off limit 1)`;

describe('the oracle of events', () => {
  it('finds nothing wrong with a system at rest', async () => {
    for (const [name, check] of Object.entries(CHECKS)) expect([name, await check()]).toEqual([name, []]);
  });

  it.each<[string, Check, () => Client, string]>([
    [
      'an event that is in the log twice',
      'repeatedEvents',
      () => producer,
      `update event_log set event_id = (select event_id from event_log order by part desc, off desc limit 1) where ${ONE}`,
    ],
    [
      'a version given twice',
      'repeatedEvents',
      () => producer,
      `insert into outbox overriding system value select 100000, pg_current_xact_id(), topic, part, key, version, gen_random_uuid(), type, schema_version, occurred_at, traceparent, data from outbox limit 1`,
    ],
    [
      'an event that never came into the log',
      'outboxUnlikeLog',
      () => producer,
      `delete from event_log where ${ONE}`,
    ],
    [
      'an event in the log that nobody committed',
      'outboxUnlikeLog',
      () => producer,
      'delete from outbox where pos = (select min(pos) from outbox)',
    ],
    [
      'an event that was changed on its way',
      'outboxUnlikeLog',
      () => producer,
      `update event_log set data = '{}' where ${ONE}`,
    ],
    [
      'two events of a key that changed places',
      'versionsOutOfOrder',
      () => producer,
      `update event_log l set version = 3 - version where key = '${keyOf(1)}' and version in (1, 2)`,
    ],
    [
      'a key whose last event is missing',
      'versionsOutOfOrder',
      () => producer,
      `delete from event_log l where key = '${keyOf(1)}' and version = (select version from outbox_key k where k.key = l.key)`,
    ],
    [
      'a key in two partitions',
      'versionsOutOfOrder',
      () => producer,
      `update event_log set part = (part + 1) % 8, off = 1000 where key = '${keyOf(1)}' and version = 2`,
    ],
    [
      'a hole in a partition',
      'sparseOffsets',
      () => producer,
      `update event_log set off = 1000 where ${ONE}`,
    ],
    [
      'a partition that does not begin at 0',
      'sparseOffsets',
      () => producer,
      `delete from event_log where ${ONE}`,
    ],
    [
      'a head that is ahead of its log',
      'sparseOffsets',
      () => producer,
      'update event_log_head set next_off = next_off + 1',
    ],
    [
      'a group that has not read everything',
      'offsetsUnlikeLog',
      () => consumer,
      'update consumer_offset set next_off = next_off - 1 where next_off > 0',
    ],
    [
      'a group that is ahead of the log',
      'offsetsUnlikeLog',
      () => consumer,
      'update consumer_offset set next_off = next_off + 1',
    ],
    [
      'a partition without an offset',
      'offsetsUnlikeLog',
      () => consumer,
      'delete from consumer_offset where next_off > 0',
    ],
    [
      'a dead letter without its bytes',
      'unexplainedLetters',
      () => consumer,
      `update dead_letter set body = ''`,
    ],
    ['a dead letter whose key flows on', 'unexplainedLetters', () => consumer, 'delete from parked_key'],
    [
      'a key that is parked for nothing',
      'unexplainedLetters',
      () => consumer,
      `update dead_letter set status = 'redriven'`,
    ],
  ])('sees %s', async (_what, name, client, sql) => {
    await client().query('begin');
    try {
      const { rowCount } = await client().query(sql);
      expect(rowCount).toBeGreaterThan(0);
      expect((await CHECKS[name]()).length).toBeGreaterThan(0);
    } finally {
      await client().query('rollback');
    }
    expect(await CHECKS[name]()).toEqual([]);
  });
});
