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

const envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().regex(/^\/[a-z-]+$/),
  type: z.string().regex(/^[a-z-]+(\.[a-z-]+){2}$/),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().regex(/^[a-z.-]+\/\d+$/),
  keyversion: z.int().min(1),
  traceparent: z.string().optional(),
  data: z.unknown(),
});

export const cloudEventSchema = envelope;

interface Stored {
  id: string;
  keyVersion: number;
  traceparent?: string;
}

export function toCloudEvent<Data>(event: DomainEvent<Data>, stored: Stored): CloudEvent<Data> {
  return {
    specversion: '1.0',
    id: stored.id,
    source: `/${event.topic.slice(0, event.topic.indexOf('.'))}`,
    type: event.type,
    subject: event.key,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    dataschema: `${event.type}/${event.version}`,
    keyversion: stored.keyVersion,
    ...(stored.traceparent === undefined ? {} : { traceparent: stored.traceparent }),
    data: event.data,
  };
}

/** @throws ZodError when the value is not an envelope of ours; `data` is not looked into */
export function parseCloudEvent(value: unknown): CloudEvent {
  return envelope.parse(value) as CloudEvent;
}

/** The schema version an envelope names. */
export function versionOf(event: Pick<CloudEvent, 'dataschema'>): number {
  return Number(event.dataschema.slice(event.dataschema.lastIndexOf('/') + 1));
}
