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
  /** RFC 3339, UTC, to the millisecond. */
  occurred_at: string;
  traceparent: string | null;
  data: string;
}

// The database writes the instant as the wire has it: reading and writing a Date for each event is a tenth of a rebuild.
export const LOG_COLUMNS = `part, off, topic, key, version, event_id, type, schema_version,
  to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at, traceparent, data`;

/** The wire form of a stored line. */
export function cloudEventOf(record: LogRecord): CloudEvent {
  return {
    specversion: '1.0',
    id: record.event_id,
    source: `/${record.topic.slice(0, record.topic.indexOf('.'))}`,
    type: record.type,
    subject: record.key,
    time: record.occurred_at,
    datacontenttype: 'application/json',
    dataschema: `${record.type}/${record.schema_version}`,
    keyversion: Number(record.version),
    ...(record.traceparent === null ? {} : { traceparent: record.traceparent }),
    data: JSON.parse(record.data) as unknown,
  };
}
