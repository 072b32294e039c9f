import { DEFECTS, type DefectCode } from '@gusu/contracts';
import { CREDIT_EVENT_TYPES } from '@gusu/policies';
import { z } from 'zod';
import { evidenceIdsSchema, localDateSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import { CREDIT_SOURCES, type CreditEvent } from './credit-event.js';

const recordShape = {
  type: z.enum(CREDIT_EVENT_TYPES).meta({ description: '信用事件种类', example: 'ABNORMAL_LIST' }),
  occurredOn: localDateSchema.meta({ example: '2025-07-08' }),
  source: z.enum(CREDIT_SOURCES).meta({ example: 'REGISTRY' }),
  documentNo: plainTextSchema(100).meta({ description: '决定文号', example: '苏园市监列异〔2025〕15号' }),
  note: plainTextSchema(1000).optional().meta({ example: '未按期公示年度报告' }),
};

export const creditRequestSchema = z
  .strictObject({ ...recordShape, evidenceIds: evidenceIdsSchema })
  .meta({ id: 'CreditEventRequest' });
export type CreditRequest = z.infer<typeof creditRequestSchema>;

export const removalRequestSchema = z
  .strictObject({
    removedOn: localDateSchema.meta({ description: '移出日', example: '2025-12-01' }),
    reason: plainTextSchema(500).meta({ example: '已补报并移出名录' }),
  })
  .meta({ id: 'CreditEventRemovalRequest' });
export type RemovalRequest = z.infer<typeof removalRequestSchema>;

export const creditListRequestSchema = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          creditCode: z.string().max(64).meta({ example: '91320594TE5T00016Q' }),
          ...recordShape,
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({ id: 'CreditEventListRequest' });
export type CreditListRequest = z.infer<typeof creditListRequestSchema>;

export const creditVerdictsSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        creditCode: z.string(),
        verdict: z.enum(['recorded', 'known', 'refused']),
        code: z.enum(Object.keys(DEFECTS) as [DefectCode, ...DefectCode[]]).optional(),
        creditEventId: z.uuid().optional(),
      }),
    ),
  })
  .meta({
    id: 'CreditEventVerdicts',
    example: { items: [{ creditCode: '91320594TE5T00016Q', verdict: 'known' }] },
  });

export const creditViewSchema = z
  .strictObject({
    creditEventId: z.uuid().meta({ example: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f83' }),
    creditCode: z.string().meta({ example: '91320594TE5T00016Q' }),
    ...recordShape,
    occurredOn: z.string().meta({ example: '2025-07-08' }),
    evidenceIds: z.array(z.uuid()).meta({ example: [] }),
    recordedBy: z.string().meta({ example: 'demo-officer' }),
    recordedAt: z.iso.datetime().meta({ example: '2025-07-10T02:00:00.000Z' }),
    removedOn: z.string().optional(),
    removalReason: z.string().optional(),
    removedBy: z.string().optional(),
    removalRecordedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'CreditEvent' });
export type CreditView = z.infer<typeof creditViewSchema>;

export const creditPageSchema = z.strictObject({ items: z.array(creditViewSchema) });

export function creditView(creditEvent: CreditEvent): CreditView {
  return {
    ...creditEvent,
    evidenceIds: [...creditEvent.evidenceIds],
    recordedAt: creditEvent.recordedAt.toISOString(),
    removalRecordedAt: creditEvent.removalRecordedAt?.toISOString(),
  };
}
