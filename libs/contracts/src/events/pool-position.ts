import { z } from 'zod';
import { defineEvent, fenSchema } from '../event-type.js';

export const PoolPositionChanged = defineEvent({
  type: 'loan-compensation.pool.position-changed',
  version: 1,
  summary: { zh: '资金池头寸变化', en: 'Something was posted to the ledger of a risk pool' },
  schema: z.strictObject({
    poolCode: z.string().min(1),
    cashFen: fenSchema,
    capitalFen: fenSchema,
    ledgerVersion: z.int().min(1),
  }),
  example: {
    poolCode: 'KDT-SZ',
    cashFen: 5_000_000_000,
    capitalFen: 5_000_000_000,
    ledgerVersion: 2,
  },
});
