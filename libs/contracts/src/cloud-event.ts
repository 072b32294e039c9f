import { z } from 'zod';
import type { DomainEvent } from './event-type.js';

/** The wire form: CloudEvents 1.0, structured JSON. Extension attributes are lower case, as the specification asks. */
export interface CloudEvent<Data = unknown> {
  specversion: '1.0';
  id: string;
  /** `/<service>` */
  source: string;
  type: string;
  /** The key that orders the event. */
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  /** `<type>/<version>` */
  dataschema: string;
  /** Position of the event within its key: 1, 2, 3, … without a gap. */
  keyversion: number;
  /** W3C trace context of the request that caused the event. */
  traceparent?: string;
  data: Data;
}

/** The attributes alone, for schemas that say more about one type of event. */
export const cloudEventAttributes = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().regex(/^\/[a-z-]+$/),
  type: z.string().regex(/^[a-z-]+(\.[a-z-]+){2}$/),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().regex(/^[a-z.-]+\/[1-9]\d*$/),
  keyversion: z.int().min(1),
  traceparent: z.string().min(1).optional(),
  data: z.unknown(),
});

const KNOWN = new Set(Object.keys(cloudEventAttributes.shape));

// An attribute that a later version adds passes, in the form CloudEvents 1.0 §3.1 asks of every extension.
export const cloudEventSchema = cloudEventAttributes
  .catchall(z.union([z.string(), z.boolean(), z.int()]))
  .superRefine((event, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    for (const name of Object.keys(event))
      if (!KNOWN.has(name) && !/^[a-z0-9]+$/.test(name))
        refuse(name, 'an attribute has a lower-case name of letters and digits');
    if (!Object.hasOwn(event, 'data')) refuse('data', 'an event has data');
    if (event.source !== sourceOf(event.type)) refuse('source', 'the source is the service of the type');
    if (event.dataschema.slice(0, event.dataschema.lastIndexOf('/')) !== event.type)
      refuse('dataschema', 'the schema is that of the type');
  });

function sourceOf(type: string): string {
  return `/${type.slice(0, type.indexOf('.'))}`;
}

interface Stored {
  id: string;
  keyVersion: number;
  traceparent?: string;
}

/** The wire form of a stored event. */
export function toCloudEvent<Data>(event: DomainEvent<Data>, stored: Stored): CloudEvent<Data> {
  const traceparent = stored.traceparent ?? event.traceparent;
  return {
    specversion: '1.0',
    id: stored.id,
    source: sourceOf(event.type),
    type: event.type,
    subject: event.key,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    dataschema: `${event.type}/${event.version}`,
    keyversion: stored.keyVersion,
    ...(traceparent === undefined ? {} : { traceparent }),
    data: event.data,
  };
}

/**
 * Reads an envelope; `data` is not looked into, see {@link readingDefect}.
 * @throws ZodError when the value is not an envelope of ours
 */
export function parseCloudEvent(value: unknown): CloudEvent {
  return cloudEventSchema.parse(value) as CloudEvent;
}

/** The schema version an envelope names. */
export function versionOf(event: Pick<CloudEvent, 'dataschema'>): number {
  return Number(event.dataschema.slice(event.dataschema.lastIndexOf('/') + 1));
}
