import { z } from 'zod';
import { daySchema, defineEvent } from '../event-type.js';

const subject = {
  discrepancyId: z.uuid(),
  bankCode: z.string().min(1),
  dueBillNo: z.string().min(1),
  code: z.string().min(1),
  severity: z.enum(['high', 'medium', 'low']),
};
const example = {
  discrepancyId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
  bankCode: 'C1000000000001',
  dueBillNo: '0032021060100001',
  code: 'BALANCE_DIFF',
  severity: 'high' as const,
};

export const DiscrepancyOpened = defineEvent({
  type: 'loan-compensation.discrepancy.opened',
  version: 1,
  summary: { zh: '数据异常', en: 'Something in the data of a bank should be looked at' },
  schema: z.strictObject({ ...subject, dueOn: daySchema }),
  example: { ...example, dueOn: '2021-06-13' },
});

export const DiscrepancyResolved = defineEvent({
  type: 'loan-compensation.discrepancy.resolved',
  version: 1,
  summary: { zh: '数据异常已处理', en: 'An exception is settled' },
  schema: z.strictObject({ ...subject, resolution: z.enum(['vanished', 'accepted']) }),
  example: { ...example, resolution: 'vanished' as const },
});
