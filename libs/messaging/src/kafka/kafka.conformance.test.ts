import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeTransport } from '../conformance/conformance.js';
import { changed, keyOf, TOPIC, World, type MakeTransport } from '../conformance/world.js';
import type { EventTransport } from '../transport.js';
import { KafkaTransport } from './kafka-transport.js';

const brokers = process.env.KAFKA_BROKERS?.split(',');

const onKafka =
  (at: readonly string[]): MakeTransport =>
  ({ producer, consumer, service, unique }) => {
    const prefix = `${unique}.`;
    const consuming = new KafkaTransport({ service, database: consumer.database, brokers: at, prefix });
    const producing = new KafkaTransport({ service, database: producer.database, brokers: at, prefix });
    const both: EventTransport = {
      name: 'kafka',
      subscribe: (request) => consuming.subscribe(request),
      publisher: () => producing.publisher(),
    };
    return Promise.resolve(both);
  };

if (brokers) {
  describeTransport('Kafka', onKafka(brokers));

  describe('events that the publisher sent twice', () => {
    let world: World;
    beforeEach(async () => {
      world = await World.make(onKafka(brokers));
    });
    afterEach(() => world.close());

    async function published(): Promise<number> {
      const [row] = await world.producer.database.query<{ n: bigint }>(
        'select sum(next_off)::bigint as n from publish_cursor',
        [],
      );
      return Number(row?.n);
    }

    /** As if the publisher had died, time and again, between the broker's acknowledgement and the step of its cursor. */
    async function sendAgain(): Promise<void> {
      const announced = await world.announced();
      while ((await published()) < announced) await sleep(10);
      await world.publisher?.stop();
      await world.producer.database.query('update publish_cursor set next_off = 0', []);
      await world.publisher?.start();
      while ((await published()) < announced) await sleep(10);
    }

    it('have one effect, although one fetch brings them again and again', async () => {
      const names = Array.from({ length: 30 }, (_, n) => `n${n}`);
      for (const name of names) await world.announce([changed(keyOf(1), name), changed(keyOf(2), name)]);
      await sendAgain();
      await sendAgain();
      await world.announce([changed(keyOf(1), 'last')]);
      await world.subscribe().start();
      await world.drained();
      const ofFirst = (await world.effects()).filter(({ key }) => key === keyOf(1));
      expect(ofFirst.map(({ name }) => name)).toEqual([...names, 'last']);
      expect(await world.effects()).toHaveLength(await world.announced());
    });
  });

  describe('two publishers of one service', () => {
    let world: World;
    let sent: () => Promise<number>;
    let admin: Admin;
    beforeEach(async () => {
      let prefix = '';
      world = await World.make((parts) => {
        prefix = `${parts.unique}.`;
        return onKafka(brokers)(parts);
      });
      admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      sent = async () => {
        const ends = await admin.fetchTopicOffsets(`${prefix}${TOPIC}`);
        return ends.reduce((sum, { high }) => sum + Number(high), 0);
      };
    });
    afterEach(async () => {
      await admin.disconnect();
      await world.close();
    });

    it('send each event once, and the one that stands by goes on when the other ends', async () => {
      const standby = world.transport.publisher?.();
      await standby?.start();
      await world.subscribe().start();
      for (let n = 0; n < 40; n += 1) await world.announce([changed(keyOf(n), 'before')]);
      await world.drained();
      expect(await sent()).toBe(40);
      await world.publisher?.stop();
      for (let n = 0; n < 40; n += 1) await world.announce([changed(keyOf(n), 'after')]);
      await world.drained();
      expect(await sent()).toBe(80);
      await standby?.stop();
    });
  });
} else {
  const reason = process.env.KAFKA_SKIP_REASON ?? 'KAFKA_BROKERS is not set';
  describe('events over Kafka', () => {
    it.skip(`are not tried here: ${reason}`, () => undefined);
  });
  if (process.env.REQUIRE_KAFKA === '1') throw new Error(`REQUIRE_KAFKA=1, but ${reason}`);
}
