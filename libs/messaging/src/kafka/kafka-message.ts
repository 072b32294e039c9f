import { parseCloudEvent, type CloudEvent } from '@gusu/contracts';
import type { KafkaMessage } from 'kafkajs';
import { cloudEventOf, type LogRecord } from '../log-record.js';
import type { Delivery } from '../transport.js';

/** The event's offset in its producer's log: the fence of every consumer, whatever Kafka's own offset is. */
export const OFFSET_HEADER = 'gusu-offset';

export function toKafkaMessage(record: LogRecord) {
  const event = cloudEventOf(record);
  return {
    key: record.key,
    partition: record.part,
    value: JSON.stringify(event),
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      [OFFSET_HEADER]: record.off.toString(),
      ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    },
  };
}

/** What a message of a topic of ours is. Anything that did not come through our publisher becomes a dead letter, never a stop. */
export function toDelivery(message: KafkaMessage): Delivery {
  const body = message.value?.toString('utf8') ?? '';
  const key = message.key?.toString('utf8');
  const off = offsetOf(message);
  if (message.value === null) return { off, key, body, defect: 'a message without a value' };
  try {
    const event: CloudEvent = parseCloudEvent(JSON.parse(body));
    return off === undefined
      ? { key, body, defect: `no ${OFFSET_HEADER} header: not from our publisher` }
      : { off, key, event, body };
  } catch (error) {
    return {
      off,
      key,
      body,
      defect: `not a CloudEvent: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function offsetOf({ headers }: KafkaMessage): bigint | undefined {
  const text = headers?.[OFFSET_HEADER]?.toString() ?? '';
  return /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}
