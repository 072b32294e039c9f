import type { CloudEvent } from '@gusu/contracts';

/** One line of an event log, as it is stored. */
export interface LogRecord {
  part: number;
  /** Dense within (topic, part): 0, 1, 2, … */
  off: bigint;
  topic: string;
  key: string;
  version: bigint;
  event_id: string;
  type: string;
  schema_version: number;
  occurred_at: Date;
  traceparent: string | null;
  data: string;
}

export const LOG_COLUMNS =
  'part, off, topic, key, version, event_id, type, schema_version, occurred_at, traceparent, data';

/** The wire form of a stored line. */
export function cloudEventOf(record: LogRecord): CloudEvent {
  return {
    specversion: '1.0',
    id: record.event_id,
    source: `/${record.topic.slice(0, record.topic.indexOf('.'))}`,
    type: record.type,
    subject: record.key,
    time: record.occurred_at.toISOString(),
    datacontenttype: 'application/json',
    dataschema: `${record.type}/${record.schema_version}`,
    keyversion: Number(record.version),
    ...(record.traceparent === null ? {} : { traceparent: record.traceparent }),
    data: JSON.parse(record.data) as unknown,
  };
}
