import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@gusu/values';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ConsumerOffsets } from '../consumer/consumer-offsets.js';
import { Fenced } from '../transport.js';
import { changed, keyOf, TOPIC, World, type MakeTransport } from './world.js';

const CLERK: Actor = { id: 'clerk', roles: ['city-officer'] };

/** A small generator, so that a failure can be run again with its seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function storm(world: World, writers: number, each: number, keys: number): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const random = seeded(writer + 1);
      for (let n = 0; n < each; n += 1) {
        const picked = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
          keyOf(Math.floor(random() * keys)),
        );
        const events = picked.map((key, at) => changed(key, `${writer}-${n}-${at}`));
        const isDoomed = random() < 0.1;
        await world
          .announce(events, async () => {
            if (random() < 0.2) await sleep(random() * 8);
            if (isDoomed) throw new Error('rolled back');
          })
          .catch((error: Error) => {
            if (error.message !== 'rolled back') throw error;
          });
      }
    }),
  );
}

/** Each key's effects are 1, 2, 3, … and together they are exactly what was announced. */
async function expectExactlyOnceInOrder(world: World): Promise<void> {
  const effects = await world.effects();
  const next = new Map<string, bigint>();
  for (const { key, version } of effects) {
    expect({ key, version }).toEqual({ key, version: (next.get(key) ?? 0n) + 1n });
    next.set(key, version);
  }
  expect(effects).toHaveLength(await world.announced());
}

async function expectDenseLog(world: World): Promise<void> {
  const holes = await world.producer.database.query(
    `select part from event_log group by topic, part having max(off) - min(off) + 1 <> count(*) or min(off) <> 0`,
    [],
  );
  expect(holes).toEqual([]);
  const lost = await world.producer.database.query(
    'select event_id from outbox except select event_id from event_log',
    [],
  );
  expect(lost).toEqual([]);
}

/** What both transports promise. Each test has its own databases; nothing is mocked. */
export function describeTransport(name: string, makeTransport: MakeTransport): void {
  describe(`events over ${name}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await World.make(makeTransport);
    });
    afterEach(() => world.close());

    it('arrive once and in the order of each key, from many writers that pause and roll back', async () => {
      await world.subscribe().start();
      await storm(world, 8, 40, 12);
      await world.drained();
      await expectExactlyOnceInOrder(world);
      await expectDenseLog(world);
    });

    it('have one effect when two members of a group share and hand over partitions', async () => {
      const first = world.subscribe();
      await first.start();
      const writing = storm(world, 4, 40, 12);
      await sleep(50);
      const second = world.subscribe();
      await second.start();
      await writing;
      await first.stop();
      await storm(world, 2, 20, 12);
      await world.drained();
      await expectExactlyOnceInOrder(world);
    });

    it('have one effect although the consumer stops and starts at random points', async () => {
      const random = seeded(7);
      const writing = storm(world, 4, 60, 12);
      for (let round = 0; round < 6; round += 1) {
        const subscription = world.subscribe();
        await subscription.start();
        await sleep(random() * 120);
        await subscription.stop();
      }
      await writing;
      await world.subscribe().start();
      await world.drained();
      await expectExactlyOnceInOrder(world);
    });

    it('keep flowing while one key is poisoned, and the key goes on in order once it is redriven', async () => {
      const [sick, sound] = [keyOf(1), keyOf(2)];
      world.poison.add('bad');
      await world.subscribe().start();
      await world.announce([changed(sick, 'first'), changed(sick, 'bad'), changed(sick, 'after')]);
      await world.announce([changed(sound, 'fine'), changed(sick, 'last')]);
      await world.drained();
      expect((await world.effects()).map(({ name: effect }) => effect).sort()).toEqual(['fine', 'first']);
      const parked = await world.letters.list({ status: 'parked' });
      expect(parked).toMatchObject([{ key: sick, cause: 'HANDLER', attempts: 3 }]);
      expect(parked[0]?.error).toContain('cannot digest bad');
      expect(await world.letters.redrive(parked[0]?.id ?? '', CLERK)).toEqual({
        redriven: 0,
        isDrained: false,
      });

      world.poison.clear();
      expect(await world.letters.redrive(parked[0]?.id ?? '', CLERK)).toEqual({
        redriven: 3,
        isDrained: true,
      });
      expect(await world.letters.redrive(parked[0]?.id ?? '', CLERK)).toEqual({
        redriven: 0,
        isDrained: true,
      });
      await world.announce([changed(sick, 'new')]);
      await world.drained();
      const ofSick = (await world.effects()).filter(({ key }) => key === sick);
      expect(ofSick.map(({ name: effect }) => effect)).toEqual(['first', 'bad', 'after', 'last', 'new']);
      await expectExactlyOnceInOrder(world);
    });

    it('can be given up with a reason, after which the rest of the key is redriven', async () => {
      world.poison.add('bad');
      await world.subscribe().start();
      await world.announce([changed(keyOf(1), 'bad'), changed(keyOf(1), 'after')]);
      await world.drained();
      const [letter] = await world.letters.list({ status: 'parked' });
      const id = letter?.id ?? '';
      await expect(world.letters.discard(id, ' ', CLERK)).rejects.toMatchObject({
        code: 'dead-letter/reason-missing',
      });
      expect(await world.letters.discard(id, '重复报送', CLERK)).toMatchObject({ status: 'discarded' });
      await expect(world.letters.discard(id, '再次', CLERK)).rejects.toMatchObject({
        code: 'dead-letter/already-settled',
      });
      expect(await world.letters.redrive(id, CLERK)).toEqual({ redriven: 1, isDrained: true });
      expect((await world.effects()).map(({ name: effect }) => effect)).toEqual(['after']);
    });

    it('are not held up by somebody else’s long transaction', async () => {
      await world.subscribe().start();
      const foreign = new Client({ connectionString: world.producer.adminUrl });
      await foreign.connect();
      await foreign.query('begin');
      await foreign.query('select pg_current_xact_id()');
      await storm(world, 4, 20, 6);
      await world.drained();
      await expectExactlyOnceInOrder(world);
      await foreign.query('commit');
      await foreign.end();
      await storm(world, 1, 5, 6);
      await world.drained();
      await expectExactlyOnceInOrder(world);
    });

    it('are not applied by a zombie whose partition was taken over', async () => {
      await world.announce([changed(keyOf(1), 'once')]);
      await world.sequencer.sequence();
      const offsets = new ConsumerOffsets(world.consumer.database, world.group, 'zombie');
      await offsets.ensure(TOPIC);
      const held = await offsets.takeOver(TOPIC, [0, 1, 2, 3, 4, 5, 6, 7]);
      const successor = new ConsumerOffsets(world.consumer.database, world.group, 'successor');
      await successor.takeOver(TOPIC, [0, 1, 2, 3, 4, 5, 6, 7]);
      const stale = held.slice(0, 1).map(({ part, nextOff, epoch }) => ({
        part,
        from: nextOff,
        to: nextOff + 1n,
        epoch,
        deliveries: [],
      }));
      await expect(world.applier.apply(TOPIC, stale)).rejects.toBeInstanceOf(Fenced);
    });

    it('go on when every connection to the databases is cut', async () => {
      await world.subscribe().start();
      const writing = storm(world, 2, 30, 6).catch(() => undefined);
      for (const database of [world.producer, world.consumer]) {
        await sleep(30);
        const admin = new Client({ connectionString: database.adminUrl });
        await admin.connect();
        await admin.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
          [database.name],
        );
        await admin.end();
      }
      await writing;
      await storm(world, 2, 10, 6);
      await world.drained();
      await expectExactlyOnceInOrder(world);
      await expectDenseLog(world);
    });
  });
}
