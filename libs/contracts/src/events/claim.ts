import { z } from 'zod';
import { daySchema, defineEvent, fenSchema } from '../event-type.js';

/** 补偿申请类型 (funding.md §4.3). */
export const CLAIM_KINDS = ['INTERIM', 'FINAL', 'SUPPLEMENTARY'] as const;

/** 不予补偿的理由 (funding.md §13). */
export const REFUSAL_GROUNDS = [
  'NOT_DILIGENT',
  'PURPOSE_DIVERTED',
  'RATE_OVER_CAP',
  'FEES_CHARGED',
  'AFTER_OVERDUE_FILING',
  'INELIGIBLE_AT_FILING',
  'DOUBLE_COVERAGE',
  'FRAUD_COLLUSION',
  'DEADLINE_MISSED',
  'FILING_REVOKED',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

const subject = {
  claimNo: z.string().min(1),
  bankCode: z.string().min(1),
  dueBillNo: z.string().min(1),
  filingNo: z.string().min(1),
  claimKind: z.enum(CLAIM_KINDS),
};

const subjectExample = {
  claimNo: 'BC-2021-C1000000000001-000001',
  bankCode: 'C1000000000001',
  dueBillNo: '0032021060100001',
  filingNo: 'KDT-2021-C1000000000001-000001',
  claimKind: 'FINAL' as const,
};

export const ClaimSubmitted = defineEvent({
  type: 'loan-compensation.claim.submitted',
  version: 1,
  summary: { zh: '补偿申请已提交', en: 'A bank submitted a claim' },
  schema: z.strictObject({ ...subject, certifiedPrincipalFen: fenSchema, submittedOn: daySchema }),
  example: { ...subjectExample, certifiedPrincipalFen: 376_543_211, submittedOn: '2021-09-02' },
});

export const ClaimReturned = defineEvent({
  type: 'loan-compensation.claim.returned',
  version: 1,
  summary: { zh: '补偿申请退回补正', en: 'A claim went back to its bank to be put right' },
  schema: z.strictObject({ ...subject, returns: z.int().min(1), returnedOn: daySchema }),
  example: { ...subjectExample, returns: 1, returnedOn: '2021-09-06' },
});

export const ClaimDecided = defineEvent({
  type: 'loan-compensation.claim.decided',
  version: 1,
  summary: { zh: '补偿申请有结论', en: 'A claim was approved or came to another end' },
  schema: z.strictObject({
    ...subject,
    outcome: z.enum(['approved', 'rejected', 'withdrawn', 'lapsed']),
    payableFen: fenSchema.optional(),
    refusalGround: z.enum(REFUSAL_GROUNDS).optional(),
    decidedOn: daySchema,
  }),
  example: { ...subjectExample, outcome: 'approved', payableFen: 263_580_247, decidedOn: '2021-10-12' },
});

export const ClaimPaid = defineEvent({
  type: 'loan-compensation.claim.paid',
  version: 1,
  summary: { zh: '补偿已支付', en: 'The pool paid a claim' },
  schema: z.strictObject({ ...subject, poolCode: z.string().min(1), paidFen: fenSchema, paidOn: daySchema }),
  example: { ...subjectExample, poolCode: 'KDT-SZ', paidFen: 263_580_247, paidOn: '2021-10-20' },
});
