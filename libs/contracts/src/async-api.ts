import { z } from 'zod';
import { cloudEventAttributes, toCloudEvent } from './cloud-event.js';
import type { EventType } from './event-type.js';
import { EVENTS, TOPICS } from './events.js';
import { wireSchema } from './wire-schema.js';

const messageName = ({ type, version }: EventType<unknown>) => `${type}.v${version}`.replaceAll('.', '_');
const channelName = (topic: string) => topic.replaceAll('.', '_');
const reference = (path: string) => ({ $ref: `#/${path}` });

function message(event: EventType<unknown>): object {
  const envelope = cloudEventAttributes.extend({
    type: z.literal(event.type),
    dataschema: z.literal(`${event.type}/${event.version}`),
    data: event.schema,
  });
  return {
    name: event.type,
    title: event.summary.zh,
    summary: event.summary.en,
    contentType: 'application/cloudevents+json',
    payload: wireSchema(envelope),
    examples: [{ name: messageName(event), payload: examplePayload(event) }],
    bindings: { kafka: { key: { type: 'string' }, bindingVersion: '0.5.0' } },
  };
}

function examplePayload(event: EventType<unknown>): object {
  const stored = { id: '0192f3a0-6b0e-7c1e-9d43-2f6a5b7c8d9e', keyVersion: 1 };
  return toCloudEvent(event.of('example', event.example, new Date('2021-04-15T01:00:00Z')), stored);
}

function channel(topic: string): object {
  const messages = EVENTS.filter((event) => event.topic === topic).map(messageName);
  return {
    address: topic,
    messages: Object.fromEntries(messages.map((name) => [name, reference(`components/messages/${name}`)])),
  };
}

/** The AsyncAPI 3 document of everything the services announce, generated from the event definitions. */
export function asyncApiDocument(): Record<string, unknown> {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Gusu 姑苏 events',
      version: '1.0.0',
      description:
        '事件采用 CloudEvents 1.0 结构化 JSON；消息键即 subject，同键有序。读者须忽略不认识的字段。\n\n' +
        'CloudEvents 1.0 in structured JSON; the message key is the subject, which orders its events. Readers ignore fields they do not know.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(TOPICS.map((topic) => [channelName(topic), channel(topic)])),
    operations: Object.fromEntries(
      TOPICS.map((topic) => [
        `announce_${channelName(topic)}`,
        { action: 'send', channel: reference(`channels/${channelName(topic)}`) },
      ]),
    ),
    components: { messages: Object.fromEntries(EVENTS.map((event) => [messageName(event), message(event)])) },
  };
}
