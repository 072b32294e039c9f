import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent, fenSchema } from '../event-type.js';

const bps = z.int().min(0).max(10_000);
const subject = {
  bankCode: z.string().min(1),
  dueBillNo: z.string().min(1),
  filingNo: z.string().min(1),
  creditCode: creditCodeSchema,
  programme: z.string().min(1),
};
const example = {
  bankCode: 'C1000000000001',
  dueBillNo: '0032021060100001',
  filingNo: 'KDT-2021-C1000000000001-000001',
  creditCode: '91320594TE5T00016Q',
  programme: 'KDT',
};

export const FilingConfirmed = defineEvent({
  type: 'loan-compensation.filing.confirmed',
  version: 1,
  summary: { zh: '备案确认', en: 'A filing is covered, on terms that are bound to it' },
  schema: z.strictObject({
    ...subject,
    policyId: z.string().min(1),
    tier: z.string().min(1),
    filedFen: fenSchema,
    poolBps: bps,
    bankBps: bps,
    filedOn: daySchema,
    /** The day by whose end a title must be there. */
    conditionalUntil: daySchema.optional(),
  }),
  example: {
    ...example,
    policyId: 'KDT/1',
    tier: 'S',
    filedFen: 500_000_000,
    poolBps: 8_000,
    bankBps: 2_000,
    filedOn: '2021-05-30',
  },
});

export const FilingRefused = defineEvent({
  type: 'loan-compensation.filing.refused',
  version: 1,
  summary: { zh: '备案不予确认', en: 'A filing is not covered, with every reason' },
  schema: z.strictObject({
    ...subject,
    policyId: z.string().min(1).optional(),
    reasons: z.array(z.string().min(1)).min(1),
    filedOn: daySchema,
  }),
  example: { ...example, policyId: 'KDT/1', reasons: ['REVENUE_MISSING'], filedOn: '2021-05-30' },
});

/** Why a filing that was covered is no more: the bank took it back, a title did not come in time, or officers found it wrong. */
export const FILING_ENDINGS = ['takenBack', 'conditionUnmet', 'foundWrong'] as const;
export type FilingEnding = (typeof FILING_ENDINGS)[number];

export const FilingRevoked = defineEvent({
  type: 'loan-compensation.filing.revoked',
  version: 1,
  summary: { zh: '备案撤销', en: 'A filing was revoked: a loss is not covered' },
  schema: z.strictObject({ ...subject, ending: z.enum(FILING_ENDINGS), revokedOn: daySchema }),
  example: { ...example, ending: 'conditionUnmet' as const, revokedOn: '2022-01-01' },
});

export const FilingLapsed = defineEvent({
  type: 'loan-compensation.filing.lapsed',
  version: 1,
  summary: { zh: '备案失效', en: 'A filing lapsed: nothing was disbursed in time' },
  schema: z.strictObject({ ...subject, lapsedOn: daySchema }),
  example: { ...example, lapsedOn: '2021-07-30' },
});
