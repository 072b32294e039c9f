import { z } from 'zod';
import { daySchema, defineEvent, fenSchema } from '../event-type.js';

/** What a bank owes the pool is its share of a receipt, or what a late fact claws back (funding.md §6.4, §7.9). */
export const REMITTANCE_ORIGINS = ['recovery', 'clawback'] as const;

const subject = {
  remittanceNo: z.string().min(1),
  claimNo: z.string().min(1),
  bankCode: z.string().min(1),
  origin: z.enum(REMITTANCE_ORIGINS),
  dueFen: fenSchema,
  remitOn: daySchema,
};
const example = {
  remittanceNo: 'FH-2021-00000001',
  claimNo: 'BC-2021-C1000000000001-000001',
  bankCode: 'C1000000000001',
  origin: 'recovery' as const,
  dueFen: 79_012_346,
  remitOn: '2021-11-16',
};

export const RemittanceOpened = defineEvent({
  type: 'loan-compensation.remittance.opened',
  version: 1,
  summary: { zh: '应返还款项', en: 'A bank owes the pool money by a day' },
  schema: z.strictObject(subject),
  example,
});

export const RemittanceMissed = defineEvent({
  type: 'loan-compensation.remittance.missed',
  version: 1,
  summary: { zh: '返还逾期', en: 'The last day of a remittance is over; so much is still owed' },
  schema: z.strictObject({ ...subject, leftFen: fenSchema }),
  example: { ...example, leftFen: 79_012_346 },
});
