import { isLocalDate } from '@gusu/values';
import { z } from 'zod';

/** An event that was announced but not yet stored: the outbox gives it its id and its version within its key. */
export interface DomainEvent<Data = unknown> {
  type: string;
  version: number;
  topic: string;
  /** The subject's id; events with one key keep their order. */
  key: string;
  data: Data;
  /** RFC 3339, UTC. */
  occurredAt: string;
  /** W3C trace context of the request that causes the event. */
  traceparent?: string;
}

/** One kind of event, defined once: its name, schema and example. */
export interface EventType<Data> {
  /** `<service>.<noun>.<past participle>` */
  readonly type: string;
  readonly version: number;
  /** `<service>.<noun>` */
  readonly topic: string;
  readonly schema: z.ZodType<Data>;
  readonly example: Data;
  readonly summary: { zh: string; en: string };
  of(key: string, data: Data, occurredAt: Date): DomainEvent<Data>;
}

interface Definition<Data> {
  type: string;
  version: number;
  schema: z.ZodType<Data>;
  example: Data;
  summary: { zh: string; en: string };
}

export function defineEvent<Data>(definition: Definition<Data>): EventType<Data> {
  const { type, version } = definition;
  const topic = type.slice(0, type.lastIndexOf('.'));
  return {
    ...definition,
    topic,
    of: (key, data, occurredAt) => ({
      type,
      version,
      topic,
      key,
      data,
      occurredAt: occurredAt.toISOString(),
    }),
  };
}

/**
 * Why a reader cannot take `data` as this event; undefined when it can. Fields the reader does not know yet are no reason: contracts
 * grow, and a service that was not restarted yet must not park what a newer one says. Only the writer is held to the exact schema.
 */
export function readingDefect(event: EventType<unknown>, data: unknown): string | undefined {
  const issues = event.schema.safeParse(data).error?.issues ?? [];
  const [first] = issues.filter((issue) => issue.code !== 'unrecognized_keys');
  return first && `/${first.path.join('/')}: ${first.message}`;
}

/** A JSON integer of fen, never negative, up to 2^53−1. */
export const fenSchema = z.int().min(0);
/** A real day, `YYYY-MM-DD`. */
export const daySchema = z.iso
  .date()
  .refine((text): boolean => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } });
/** Only the alphabet: an old code whose check character is wrong may be registered by exception and is announced all the same. */
export const creditCodeSchema = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
export const districtCodeSchema = z.string().regex(/^3205\d{2}$/);
