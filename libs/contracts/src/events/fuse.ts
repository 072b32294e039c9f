import { z } from 'zod';
import { defineEvent, fenSchema } from '../event-type.js';

const level = z.enum(['NORMAL', 'WARN', 'STOP_NEW', 'STOP_COMPENSATION']);

export const FuseChanged = defineEvent({
  type: 'loan-compensation.fuse.changed',
  version: 1,
  summary: { zh: '熔断等级变化', en: 'The fuse of a pool, or of a bank in it, changed its level' },
  schema: z.strictObject({
    poolCode: z.string().min(1),
    /** Absent for the pool as a whole. */
    bankCode: z.string().min(1).optional(),
    previousLevel: level,
    level,
    numeratorFen: fenSchema,
    denominatorFen: fenSchema,
    loans: z.int().min(0),
    policyId: z.string().min(1),
    changedAt: z.iso.datetime(),
  }),
  example: {
    poolCode: 'KDT-SZ',
    bankCode: 'C1000000000001',
    previousLevel: 'WARN' as const,
    level: 'STOP_NEW' as const,
    numeratorFen: 1_000_000_001,
    denominatorFen: 20_000_000_000,
    loans: 40,
    policyId: 'KDT/1',
    changedAt: '2021-09-29T01:00:00.000Z',
  },
});
