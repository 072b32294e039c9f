import { BANK_EXCEPTIONS, BANK_REFUSALS } from '@gusu/contracts';
import { z } from 'zod';
import { type Discrepancy, SEVERITIES } from './discrepancy.js';

export const exceptionQuerySchema = z.strictObject({
  status: z.enum(['open', 'resolved']).default('open'),
  severity: z.enum(SEVERITIES).optional(),
  bankCode: z.string().max(64).optional(),
  dueBillNo: z.string().max(64).optional(),
  after: z.uuid().optional().meta({ description: '上一页最后一项 the last one of the page before' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ExceptionQuery = z.infer<typeof exceptionQuerySchema>;

export const exceptionPathSchema = z.strictObject({ discrepancyId: z.uuid() });

export const exceptionViewSchema = z
  .strictObject({
    discrepancyId: z.uuid(),
    bankCode: z.string(),
    dueBillNo: z.string(),
    eventId: z
      .string()
      .nullable()
      .meta({ description: '空表示针对整笔借据 null: about the loan as a whole' }),
    code: z.string(),
    messageZh: z.string(),
    severity: z.enum(SEVERITIES),
    status: z.enum(['open', 'resolved']),
    openedAt: z.iso.datetime(),
    dueOn: z.iso.date().meta({ description: '处理期限 the last day to settle it' }),
    resolution: z.enum(['vanished', 'accepted']).nullable(),
    resolvedAt: z.iso.datetime().nullable(),
    resolvedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({
    id: 'Discrepancy',
    example: {
      discrepancyId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
      bankCode: 'C1000000000001',
      dueBillNo: '0032021060100001',
      eventId: '20210610-000003',
      code: 'BALANCE_DIFF',
      messageZh: '余额不一致',
      severity: 'high',
      status: 'open',
      openedAt: '2021-06-10T01:00:03.120Z',
      dueOn: '2021-06-13',
      resolution: null,
      resolvedAt: null,
      resolvedBy: null,
      reason: null,
    },
  });
export const exceptionsSchema = z.strictObject({ items: z.array(exceptionViewSchema) });

export const acceptanceRequestSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'DiscrepancyAcceptance', example: { reason: '银行口径为含息余额，已核对凭证' } });
export type AcceptanceRequest = z.infer<typeof acceptanceRequestSchema>;

export function exceptionView(exception: Discrepancy) {
  return { ...exception, messageZh: { ...BANK_REFUSALS, ...BANK_EXCEPTIONS }[exception.code].zh };
}
