import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import { Client } from 'pg';
import { changed, keyOf, TOPIC, World } from '../conformance/world.js';
import { partitionOf } from '../partitioner.js';
import { PostgresTransport } from '../postgres/postgres-transport.js';
import { ReadModels } from './read-models.js';
import type { RebuildPlan } from './rebuild.js';

const CLERK: Actor = { id: 'clerk', roles: ['city-officer'] };

let world: World;
let models: ReadModels;
beforeEach(async () => {
  world = await World.make(({ producer, consumer, service }) =>
    Promise.resolve(new PostgresTransport(consumer.database, { [service]: producer.eventsUrl })),
  );
  models = new ReadModels(world.consumer.database, world.group, {
    'enterprise-registry': world.producer.eventsUrl,
  });
});
afterEach(() => world.close());

/** The model of these tests is the list of effects itself. */
const plan = (onFold?: () => Promise<void> | void): RebuildPlan<CloudEvent<{ name: string }>[]> => ({
  topic: TOPIC,
  empty: () => [],
  fold: (model, events) => {
    model.push(...(events as CloudEvent<{ name: string }>[]));
    void onFold?.();
  },
  write: async (tx, model) => {
    await tx.execute('delete from effect');
    await tx.execute(
      'insert into effect (key, version, name) select * from unnest($1::text[], $2::bigint[], $3::text[])',
      [
        model.map(({ subject }) => subject),
        model.map(({ keyversion }) => keyversion),
        model.map(({ data }) => data.name),
      ],
    );
  },
});

const names = async (key?: string) =>
  (await world.effects()).filter((effect) => key === undefined || effect.key === key).map(({ name }) => name);

/** Something in the log that its contract does not allow; only a superuser can put it there. */
async function announceUnreadable(key: string, version: number): Promise<void> {
  const admin = new Client({ connectionString: world.producer.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into outbox (topic, part, key, version, event_id, type, schema_version, occurred_at, data)
       values ($1, $2, $3, $4, gen_random_uuid(), $5, 1, now(), '{}')`,
    [TOPIC, partitionOf(key), key, version, 'enterprise-registry.enterprise.changed'],
  );
  await admin.end();
  await world.sequencer.sequence();
}

describe('rebuilding a read model', () => {
  it('ends with every event once and in order, although the consumer and the writers go on', async () => {
    await world.subscribe().start();
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; n < 60; n += 1)
        await world.announce([
          changed(keyOf(n % 7), `${writer}-${n}`),
          changed(keyOf(writer), `${writer}+${n}`),
        ]);
    });
    for (let n = 0; n < 5; n += 1) await models.rebuild(plan());
    await Promise.all(writers);
    await world.drained();
    const effects = await world.effects();
    expect(effects).toHaveLength(480);
    const versions = new Map<string, bigint>();
    for (const { key, version } of effects) {
      expect(version).toBe((versions.get(key) ?? 0n) + 1n);
      versions.set(key, version);
    }
  });

  it('repairs what was changed behind the consumer’s back', async () => {
    await world.subscribe().start();
    await world.announce([changed(keyOf(1), 'a'), changed(keyOf(2), 'b')]);
    await world.drained();
    await world.consumer.database.query("update effect set name = 'tampered'", []);
    expect(await models.rebuild(plan())).toEqual({ events: 2 });
    expect((await names()).sort()).toEqual(['a', 'b']);
  });

  it('takes what a handler could not, and frees its key', async () => {
    world.poison.add('bad');
    await world.subscribe().start();
    await world.announce([changed(keyOf(1), 'bad'), changed(keyOf(1), 'after')]);
    await world.drained();
    expect(await names()).toEqual([]);
    await models.rebuild(plan());
    expect(await names()).toEqual(['bad', 'after']);
    expect(await world.letters.list({})).toMatchObject([
      { status: 'redriven', settledBy: 'rebuild' },
      { status: 'redriven', settledBy: 'rebuild' },
    ]);
    await world.announce([changed(keyOf(1), 'new')]);
    await world.drained();
    expect(await names()).toEqual(['bad', 'after', 'new']);
  });

  it('leaves out what a clerk gave up, also while it runs', async () => {
    world.poison.add('bad').add('worse');
    await world.subscribe().start();
    await world.announce([changed(keyOf(1), 'bad'), changed(keyOf(2), 'worse'), changed(keyOf(2), 'fine')]);
    await world.drained();
    const parked = await world.letters.list({ status: 'parked' });
    const idOf = (key: string) => parked.find((letter) => letter.key === key)?.id ?? '';
    await world.letters.discard(idOf(keyOf(1)), '误报', CLERK);
    let discarded: Promise<unknown> | undefined;
    await models.rebuild({
      ...plan(),
      // The rebuild has folded this event by now; it must notice before it writes.
      fold: (model, events) => {
        discarded ??= world.letters.discard(idOf(keyOf(2)), '误报', CLERK);
        plan().fold(model, events);
      },
    });
    // Either it saw the clerk's decision, or the clerk was told that the event had been taken.
    const isGivenUp = await discarded?.then(
      () => true,
      () => false,
    );
    expect((await names()).includes('worse')).toBe(!isGivenUp);
    expect(await names()).not.toContain('bad');
    expect(await names()).toContain('fine');
  });

  it('puts aside what cannot be read, with its key, once', async () => {
    const [sick, sound] = [keyOf(1), keyOf(2)];
    await world.announce([changed(sick, 'first'), changed(sound, 'fine')]);
    await world.sequencer.sequence();
    await announceUnreadable(sick, 2);
    await world.producer.database.query('update outbox_key set version = 2 where key = $1', [sick]);
    await world.announce([changed(sick, 'behind')]);
    await world.sequencer.sequence();
    for (let n = 0; n < 2; n += 1) {
      expect(await models.rebuild(plan())).toEqual({ events: 4 });
      expect((await names()).sort()).toEqual(['fine', 'first']);
      expect((await world.letters.list({})).map(({ key, cause, status }) => [key, cause, status])).toEqual([
        [sick, 'PARKED_KEY', 'waiting'],
        [sick, 'SCHEMA', 'parked'],
      ]);
    }
    await world.subscribe().start();
    await world.announce([changed(sick, 'later'), changed(sound, 'goes on')]);
    await world.drained();
    expect((await names()).sort()).toEqual(['fine', 'first', 'goes on']);
    const [, , unreadable] = await world.letters.list({});
    await world.letters.discard(unreadable?.id ?? '', '无法读取', CLERK);
    await world.letters.redrive(unreadable?.id ?? '', CLERK);
    expect(await names(sick)).toEqual(['first', 'behind', 'later']);
  });

  it('says what is missing where the producer’s log is not named', async () => {
    await expect(new ReadModels(world.consumer.database, world.group, {}).rebuild(plan())).rejects.toThrow(
      'EVENT_LOG_URLS names no log of enterprise-registry',
    );
  });
});
