import { describeTransport } from '../conformance/conformance.js';
import { PostgresTransport } from './postgres-transport.js';

describeTransport('the embedded log', ({ producer, consumer, service }) =>
  Promise.resolve(new PostgresTransport(consumer.database, { [service]: producer.eventsUrl })),
);
