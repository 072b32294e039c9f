import { POLICY_ACTIONS } from '@gusu/policies';
import { legalMoves, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { localDateSchema, plainTextSchema } from '../enterprise/fact.dto.js';
import { type Batch, BATCH_MOVES, BATCH_STATUSES } from './batch.js';

export const batchIdSchema = z.uuid();
export const batchQuerySchema = z.strictObject({ programme: z.enum(PROGRAMMES).optional() });

const example = {
  programme: 'techSme' as const,
  action: 'initial' as const,
  name: '2026年科技型中小企业评价',
  docNo: '工企函〔2026〕160号',
  opensOn: '2026-06-01',
  closesOn: '2026-08-31',
};

export const batchRequestSchema = z
  .strictObject({
    programme: z.enum(PROGRAMMES),
    action: z.enum(POLICY_ACTIONS),
    name: plainTextSchema(200),
    docNo: plainTextSchema(100).meta({ description: '申报通知文号' }),
    opensOn: localDateSchema,
    closesOn: localDateSchema.meta({
      description: '末日24:00止 applications are taken to the end of this day',
    }),
  })
  .meta({ id: 'BatchRequest', example });

export const batchDecisionSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve') }),
    z.strictObject({ decision: z.literal('withdraw') }),
    z.strictObject({ decision: z.literal('reject'), reason: plainTextSchema(1000) }),
  ])
  .meta({ id: 'BatchDecision', example: { decision: 'approve' } });
export type BatchDecision = z.infer<typeof batchDecisionSchema>;

export const batchViewSchema = z
  .strictObject({
    batchId: z.uuid(),
    programme: z.enum(PROGRAMMES),
    action: z.enum(POLICY_ACTIONS),
    name: z.string(),
    docNo: z.string(),
    opensOn: z.string(),
    closesOn: z.string(),
    status: z.enum(BATCH_STATUSES),
    proposedBy: z.string(),
    proposedAt: z.iso.datetime(),
    decidedBy: z.string().optional(),
    decidedAt: z.iso.datetime().optional(),
    decisionReason: z.string().optional(),
    moves: z.array(z.string()),
  })
  .meta({
    id: 'Batch',
    example: {
      ...example,
      batchId: '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80',
      status: 'approved',
      proposedBy: 'demo-city-officer',
      proposedAt: '2026-05-10T02:00:00.000Z',
      decidedBy: 'demo-city-lead',
      decidedAt: '2026-05-11T02:00:00.000Z',
      moves: [],
    },
  });
export type BatchView = z.infer<typeof batchViewSchema>;

export const batchListSchema = z.strictObject({ items: z.array(batchViewSchema) });

export function batchView(batch: Batch): BatchView {
  return {
    ...batch,
    proposedAt: batch.proposedAt.toISOString(),
    decidedAt: batch.decidedAt?.toISOString(),
    moves: legalMoves(BATCH_MOVES, batch.status),
  };
}
