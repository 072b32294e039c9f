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

/** A JSON integer of fen, never negative. */
export const fenSchema = z.int().min(0);
/** A day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();
export const creditCodeSchema = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
export const districtCodeSchema = z.string().regex(/^3205\d{2}$/);
