import { z } from 'zod';

export const deadLetterPageSchema = z
  .strictObject({
    status: z.enum(['parked', 'waiting', 'redriven', 'discarded']).optional(),
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .meta({ id: 'DeadLetterPage' });
export type DeadLetterPageQuery = z.infer<typeof deadLetterPageSchema>;

export const discardSchema = z
  .strictObject({ reason: z.string().max(500) })
  .meta({ id: 'Discard', example: { reason: '重复报送' } });
export type DiscardRequest = z.infer<typeof discardSchema>;

const status = z.enum(['parked', 'waiting', 'redriven', 'discarded']);

export const deadLetterViewSchema = z
  .strictObject({
    id: z.string(),
    group: z.string(),
    topic: z.string(),
    part: z.int(),
    off: z.string().nullable(),
    key: z.string().nullable(),
    eventId: z.string().nullable(),
    type: z.string().nullable(),
    cause: z.enum(['SCHEMA', 'HANDLER', 'TIMEOUT', 'PARKED_KEY']),
    error: z.string(),
    attempts: z.int(),
    body: z.string().meta({ description: '事件原文 the event as it came' }),
    status,
    createdAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
    settledBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({
    id: 'DeadLetter',
    example: {
      id: '1',
      group: 'loan-compensation',
      topic: 'enterprise-registry.enterprise',
      part: 3,
      off: '120',
      key: '91320594TE5T00016Q',
      eventId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
      type: 'enterprise-registry.enterprise.changed',
      cause: 'HANDLER',
      error: 'Error: …',
      attempts: 5,
      body: '{}',
      status: 'parked',
      createdAt: '2021-06-01T01:00:03.120Z',
      settledAt: null,
      settledBy: null,
      reason: null,
    },
  });
export const deadLettersSchema = z.array(deadLetterViewSchema);

export const redriveViewSchema = z
  .strictObject({ redriven: z.int(), isDrained: z.boolean() })
  .meta({ id: 'Redrive', example: { redriven: 3, isDrained: true } });
