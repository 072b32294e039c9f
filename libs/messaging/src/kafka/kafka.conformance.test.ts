import { describe, it } from '@jest/globals';
import { describeTransport } from '../conformance/conformance.js';
import type { EventTransport } from '../transport.js';
import { KafkaTransport } from './kafka-transport.js';

const brokers = process.env.KAFKA_BROKERS?.split(',');

if (brokers) {
  describeTransport('Kafka', ({ producer, consumer, service, unique }) => {
    const prefix = `${unique}.`;
    const consuming = new KafkaTransport({ service, database: consumer.database, brokers, prefix });
    const producing = new KafkaTransport({ service, database: producer.database, brokers, prefix });
    const both: EventTransport = {
      name: 'kafka',
      subscribe: (request) => consuming.subscribe(request),
      publisher: () => producing.publisher(),
    };
    return Promise.resolve(both);
  });
} else {
  const reason = process.env.KAFKA_SKIP_REASON ?? 'KAFKA_BROKERS is not set';
  describe('events over Kafka', () => {
    it.skip(`are not tried here: ${reason}`, () => undefined);
  });
  if (process.env.REQUIRE_KAFKA === '1') throw new Error(`REQUIRE_KAFKA=1, but ${reason}`);
}
