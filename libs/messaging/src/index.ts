import { EventConsumer1760000003000 } from './migrations/consumer.js';
import { EventLog1760000002000 } from './migrations/event-log.js';
import { SequencerPlans1760000004000 } from './migrations/sequencer-plans.js';

export type { EventContext } from './consumer/event-handlers.js';
export { ReadModels } from './consumer/read-models.js';
export { rebuild, type RebuildPlan } from './consumer/rebuild.js';
export { DeadLetters, type DeadLetter, type DeadLetterStatus } from './dead-letter/dead-letters.js';
export { cloudEventOf, LOG_COLUMNS, type LogRecord } from './log-record.js';
export { connectEvents } from './nest/connect-events.js';
export { EventStrategy } from './nest/event-strategy.js';
export { EventRelay, MessagingModule, type MessagingOptions } from './nest/messaging.module.js';
export { readTransportSettings, type TransportSettings } from './nest/transport-choice.js';
export { outbox } from './outbox/outbox.js';
export { PARTITIONS, partitionOf } from './partitioner.js';
export { LogReader } from './postgres/log-reader.js';
export type { WorkerStatus } from './status.js';

export const messagingMigrations = [
  EventLog1760000002000,
  EventConsumer1760000003000,
  SequencerPlans1760000004000,
];
