import { z } from 'zod';
import { EVENTS, TOPICS } from './events.js';
import { cloudEventSchema } from './cloud-event.js';
import type { EventType } from './event-type.js';

const messageName = ({ type, version }: EventType<unknown>) => `${type}.v${version}`.replaceAll('.', '_');
const channelName = (topic: string) => topic.replaceAll('.', '_');

function message(event: EventType<unknown>): object {
  const payload = z.toJSONSchema(
    cloudEventSchema.extend({ type: z.literal(event.type), data: event.schema }),
    {
      target: 'draft-7',
      unrepresentable: 'any',
    },
  );
  return {
    name: event.type,
    title: event.summary.zh,
    summary: event.summary.en,
    contentType: 'application/cloudevents+json',
    payload,
  };
}

/** The AsyncAPI 3 document of everything the services announce, generated from the event definitions. */
export function asyncApiDocument(): Record<string, unknown> {
  const ofTopic = (topic: string) => EVENTS.filter((event) => event.topic === topic);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Gusu 姑苏 events',
      version: '1',
      description:
        'CloudEvents 1.0 in structured JSON; the message key is the subject, which orders its events.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(
      TOPICS.map((topic) => [
        channelName(topic),
        {
          address: topic,
          messages: Object.fromEntries(
            ofTopic(topic).map((event) => [
              messageName(event),
              { $ref: `#/components/messages/${messageName(event)}` },
            ]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      TOPICS.map((topic) => [
        `announce_${channelName(topic)}`,
        { action: 'send', channel: { $ref: `#/channels/${channelName(topic)}` } },
      ]),
    ),
    components: { messages: Object.fromEntries(EVENTS.map((event) => [messageName(event), message(event)])) },
  };
}
