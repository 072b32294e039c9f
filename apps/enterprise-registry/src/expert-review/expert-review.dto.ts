import { checkCreditCode, type CreditCode, PROGRAMME_NAMES, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import type { Assessment } from '../assessment/assessment.js';
import { plainTextSchema } from '../enterprise/fact.dto.js';
import { hasPersonalNumber } from '../enterprise/personal-text.js';
import { type Expert, EXPERT_REVIEW_STATUSES, type ExpertPanel, type ExpertReview } from './expert.js';
import { areOpen } from './expert-review.rules.js';

/** In as many lines as it takes. */
const opinionSchema = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => !hasPersonalNumber(text), { params: { defect: 'PERSONAL_NUMBER' } });
const expertId = plainTextSchema(200).meta({ description: '专家账号 the account', example: 'expert-01' });
const creditCode = z
  .string()
  .refine((text) => 'code' in checkCreditCode(text), { params: { defect: 'FORMAT' } })
  .transform((text) => text as CreditCode)
  .meta({ example: '91320594TE5T00016Q' });

export const expertRequestSchema = z
  .strictObject({
    expertId,
    isFinance: z.boolean().meta({ description: '财务专家', example: false }),
    conflicts: z.array(creditCode).max(500).default([]).meta({ description: '须回避的企业', example: [] }),
  })
  .meta({ id: 'ExpertRequest' });

export const expertStatusRequestSchema = z
  .strictObject({ isActive: z.boolean() })
  .meta({ id: 'ExpertStatusRequest' });

export const expertListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        expertId,
        isFinance: z.boolean(),
        isActive: z.boolean(),
        conflicts: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'ExpertList' });

export function expertList(experts: readonly Expert[]) {
  return { items: experts.map((expert) => ({ ...expert, conflicts: [...expert.conflicts] })) };
}

const marks = z
  .record(z.string().max(40), z.number())
  .meta({ description: '逐项整数评分 whole points by indicator', example: { ipAdvancement: 7 } });

export const marksRequestSchema = z
  .strictObject({ marks, opinion: opinionSchema.optional() })
  .meta({ id: 'MarksRequest' });

export const panelViewSchema = z
  .strictObject({
    assessmentId: z.uuid(),
    seed: z.string().meta({ description: '抽取种子，任何人可据此复核 anybody can draw again with it' }),
    drawnBy: z.string(),
    drawnAt: z.iso.datetime(),
    isOpen: z.boolean().meta({ description: '全部评分已提交 all marks are in' }),
    reviews: z.array(
      z.strictObject({
        expertId: z.string(),
        isFinance: z.boolean(),
        status: z.enum(EXPERT_REVIEW_STATUSES),
        marks: marks.optional(),
        opinion: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'ExpertPanelView' });

/** Before the last expert has given marks, nobody's are in it. */
export function panelView(
  { assessmentId, seed, drawnBy, drawnAt }: ExpertPanel,
  reviews: readonly ExpertReview[],
) {
  const isOpen = areOpen(reviews);
  return {
    assessmentId,
    seed,
    drawnBy,
    drawnAt: drawnAt.toISOString(),
    isOpen,
    reviews: reviews.map((review) => ({
      expertId: review.expertId,
      isFinance: review.isFinance,
      status: review.status,
      ...(isOpen && { marks: review.marks && { ...review.marks }, opinion: review.opinion }),
    })),
  };
}

export const dossierViewSchema = z
  .strictObject({
    assessmentId: z.uuid(),
    programme: z.enum(PROGRAMMES),
    title: z.string(),
    status: z.enum(EXPERT_REVIEW_STATUSES),
    marks: marks.optional(),
    bands: z
      .record(z.string(), z.strictObject({ low: z.int(), high: z.int() }))
      .meta({ description: '事实允许的评分档次 the marks that the facts allow' }),
    criteria: z.array(z.unknown()).meta({ description: '逐项判定 the criteria as they were judged' }),
  })
  .meta({ id: 'ExpertDossier' });

export function dossierView(
  review: ExpertReview,
  { programme }: Assessment,
  judged: { bands: ReadonlyMap<string, { low: number; high: number }>; criteria: readonly unknown[] },
) {
  return {
    assessmentId: review.assessmentId,
    programme,
    title: PROGRAMME_NAMES[programme],
    status: review.status,
    marks: review.marks && { ...review.marks },
    bands: Object.fromEntries([...judged.bands].map(([id, { low, high }]) => [id, { low, high }])),
    criteria: [...judged.criteria],
  };
}

export const reviewStatusSchema = z
  .strictObject({ assessmentId: z.uuid(), status: z.enum(EXPERT_REVIEW_STATUSES) })
  .meta({ id: 'ExpertReviewStatus' });

export const reviewListSchema = z.strictObject({ items: z.array(reviewStatusSchema) });
