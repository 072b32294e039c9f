import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent, fenSchema } from '../event-type.js';

/** States of a covered loan (funding.md §6.1) that the bank events of today can reach. */
export const loanStatusSchema = z.enum([
  'filed',
  'active',
  'overdue',
  'nonPerforming',
  'settled',
  'renewed',
  'pending',
]);

const subject = { bankCode: z.string().min(1), dueBillNo: z.string().min(1) };

export const FilingFiled = defineEvent({
  type: 'loan-compensation.filing.filed',
  version: 1,
  summary: { zh: '贷款备案', en: 'A bank filed a loan' },
  schema: z.strictObject({
    ...subject,
    filingNo: z.string().min(1),
    creditCode: creditCodeSchema,
    plannedAmountFen: fenSchema,
    filedAt: z.iso.datetime(),
  }),
  example: {
    bankCode: 'C1000000000001',
    dueBillNo: '0032021060100001',
    filingNo: 'KDT-2021-C1000000000001-000001',
    creditCode: '91320594TE5T00016Q',
    plannedAmountFen: 500_000_000,
    filedAt: '2021-06-01T01:00:00.000Z',
  },
});

export const LoanChanged = defineEvent({
  type: 'loan-compensation.loan.changed',
  version: 1,
  summary: { zh: '贷款状态变化', en: 'The folded state of a loan changed' },
  schema: z.strictObject({
    ...subject,
    creditCode: creditCodeSchema.optional(),
    status: loanStatusSchema,
    principalFen: fenSchema,
    foldHash: z.string().regex(/^[0-9a-f]{64}$/),
    version: z.int().min(1),
  }),
  example: {
    bankCode: 'C1000000000001',
    dueBillNo: '0032021060100001',
    creditCode: '91320594TE5T00016Q',
    status: 'active',
    principalFen: 400_000_000,
    foldHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    version: 3,
  },
});

export const LoanStatusChanged = defineEvent({
  type: 'loan-compensation.loan.status-changed',
  version: 1,
  summary: { zh: '贷款状态变更', en: 'A loan has another status' },
  schema: z.strictObject({
    ...subject,
    creditCode: creditCodeSchema.optional(),
    /** Absent of a due bill heard of for the first time. */
    statusBefore: loanStatusSchema.optional(),
    status: loanStatusSchema,
    /** Since which day, as the facts of the bank have it. */
    since: daySchema,
    /** Of the loan, as in `loan.changed`. */
    version: z.int().min(1),
  }),
  example: {
    bankCode: 'C1000000000001',
    dueBillNo: '0032021060100001',
    creditCode: '91320594TE5T00016Q',
    statusBefore: 'active',
    status: 'overdue',
    since: '2021-07-20',
    version: 4,
  },
});
