import { z } from 'zod';
import { reasonSchema } from '../enterprise/enterprise.dto.js';
import { type Objection, OBJECTION_MOVES, OBJECTION_STATUSES } from './objection.js';
import { legalMoves } from '@gusu/values';

const line = (most: number, example: string) => z.string().trim().min(1).max(most).meta({ example });
export const objectionIdSchema = z.uuid();

const objector = z
  .strictObject({
    kind: z.enum(['individual', 'unit']).meta({ description: '个人署实名，单位盖章' }),
    name: line(100, '张某'),
    unit: z.string().trim().max(200).optional(),
    address: line(300, '苏州市姑苏区某路1号'),
    phone: line(40, '0512-00000000'),
  })
  .meta({ description: '异议人，须实名，仅办理人员可见 confidential', id: 'Objector' });

export const objectionRequestSchema = z
  .strictObject({
    position: z.int().min(1).meta({ description: '名单序号 the number in the list', example: 3 }),
    objector,
    reason: z.string().trim().min(1).max(4_000).meta({ example: '主要产品所用专利已失效' }),
    evidence: z
      .array(line(1_000, '国家知识产权局专利登记簿副本'))
      .min(1)
      .max(20)
      .meta({ description: '证据，至少一项 at least one' }),
  })
  .meta({ id: 'ObjectionRequest' });

export const objectionDecisionSchema = z
  .strictObject({ reason: reasonSchema })
  .meta({ id: 'ObjectionDecision' });

export const objectionReceiptSchema = z
  .strictObject({ objectionId: z.uuid(), noticeId: z.uuid(), status: z.enum(OBJECTION_STATUSES) })
  .meta({ id: 'ObjectionReceipt' });

export function objectionReceipt({ objectionId, noticeId, status }: Objection) {
  return { objectionId, noticeId, status };
}

export const objectionViewSchema = z
  .strictObject({
    objectionId: z.uuid(),
    noticeId: z.uuid(),
    assessmentId: z.uuid(),
    status: z.enum(OBJECTION_STATUSES),
    objector,
    reason: z.string(),
    evidence: z.array(z.string()),
    filedAt: z.iso.datetime(),
    dueOn: z.string().optional(),
    extensionReason: z.string().optional(),
    decisionReason: z.string().optional(),
    decidedBy: z.string().optional(),
    moves: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'ObjectionView' });
export const objectionListSchema = z.strictObject({ items: z.array(objectionViewSchema) });

/** For those who decide and audit: the only place where the objector is named. */
export function objectionView(objection: Objection): z.infer<typeof objectionViewSchema> {
  const { filedBy: _by, filedAt, recordedAt: _at, evidence, objector: who, ...rest } = objection;
  return {
    ...rest,
    objector: { ...who },
    evidence: [...evidence],
    filedAt: filedAt.toISOString(),
    moves: legalMoves(OBJECTION_MOVES, objection.status),
  };
}
