import { z } from 'zod';
import { daySchema, defineEvent } from '../event-type.js';

/** A correction takes back what a wrong receipt brought, so its amounts may be negative. */
const signedFenSchema = z.int();

export const RecoveryShared = defineEvent({
  type: 'loan-compensation.recovery.shared',
  version: 1,
  summary: { zh: '追偿收回已分配', en: 'Money recovered after a compensation was shared' },
  schema: z.strictObject({
    recoveryNo: z.string().min(1),
    claimNo: z.string().min(1),
    bankCode: z.string().min(1),
    dueBillNo: z.string().min(1),
    grossFen: signedFenSchema,
    netFen: signedFenSchema,
    poolFen: signedFenSchema,
    receivedOn: daySchema,
    remitOn: daySchema.optional(),
  }),
  example: {
    recoveryNo: 'ZC-2021-000001',
    claimNo: 'BC-2021-C1000000000001-000001',
    bankCode: 'C1000000000001',
    dueBillNo: '0032021060100001',
    grossFen: 100_000_000,
    netFen: 98_765_433,
    poolFen: 79_012_346,
    receivedOn: '2021-11-02',
    remitOn: '2021-11-16',
  },
});
