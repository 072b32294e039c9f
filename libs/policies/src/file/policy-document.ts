import { isLocalDate, type LocalDate, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { CONFIDENCES } from '../assessment-result.js';
import { POLICY_ACTIONS } from '../policy-action.js';

const words = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(400) });
const identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/);
const expression = z.string().min(1).max(2_000);
const points = z.number().int().min(0).max(100);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const day = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'not a day');

/** Where a figure comes from, where that differs from the rest of its file (cultivation-talent.md §0). */
const origin = {
  confidence: z.enum(CONFIDENCES).optional(),
  sources: z.array(z.string().min(1).max(300)).optional(),
};

const criterion = z.strictObject({
  id: identifier,
  label: words,
  required: words,
  /** Absent where only a person can say. */
  expr: expression.optional(),
  /** A person must look although, or because, the facts do not decide. */
  whenMet: z.literal('MANUAL_REVIEW').optional(),
  whenUnknown: z.literal('MANUAL_REVIEW').optional(),
  actions: z.array(z.enum(POLICY_ACTIONS)).min(1).optional(),
  evidence: z.array(identifier.or(z.string().regex(/^[A-Z][A-Z0-9_]+$/))).default([]),
  ...origin,
});

const band = z.union([
  z.strictObject({ gte: z.string(), points, ...origin }),
  z.strictObject({ gt: z.string(), points, ...origin }),
  z.strictObject({ lte: z.string(), points, ...origin }),
  z.strictObject({ lt: z.string(), points, ...origin }),
  z.strictObject({ else: points }),
]);
const bands = z.array(band).min(2).max(20);

const indicator = { id: identifier, label: words, max: points, ...origin };
const marks = z.tuple([points, points]);

const indicators = z.discriminatedUnion('by', [
  z.strictObject({ ...indicator, by: z.literal('bands'), value: expression, bands }),
  z.strictObject({
    ...indicator,
    by: z.literal('cases'),
    cases: z.array(z.strictObject({ when: expression, points, ...origin })).min(1),
    else: points,
  }),
  z.strictObject({
    ...indicator,
    by: z.literal('options'),
    choose: z.enum(['enterprise', 'best']),
    options: z.array(z.strictObject({ id: identifier, label: words, value: expression, bands })).min(2),
  }),
  z.strictObject({
    ...indicator,
    by: z.literal('items'),
    items: z.array(z.strictObject({ when: expression, points, label: words, ...origin })).min(1),
  }),
  z.strictObject({ ...indicator, by: z.literal('points'), points: expression }),
  /** Marks of experts; the facts bound what an expert may give. */
  z.strictObject({
    ...indicator,
    by: z.literal('marks'),
    cases: z.array(z.strictObject({ when: expression, marks, ...origin })),
    else: marks,
  }),
]);

const block = z.strictObject({
  id: identifier,
  label: words,
  max: points,
  /** The indicators may add up to more than the block gives (a bonus). */
  isCapped: z.boolean().default(false),
  indicators: z.array(indicators).min(1),
});

/** One policy file, as a person writes it. What it means is checked when it is compiled. */
export const policyDocument = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\/[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/),
  programme: z.enum(PROGRAMMES),
  name: words,
  /** When it rules which action, by the day of application, both days included. A standard may leave reviews to its predecessor. */
  effective: z
    .array(
      z.strictObject({
        actions: z.array(z.enum(POLICY_ACTIONS)).min(1),
        from: day,
        to: day.nullable(),
        ...origin,
      }),
    )
    .min(1),
  /** Policies whose periods end on the day before this one begins, action by action. Their own texts stay as they are. */
  replaces: z.array(z.string()).default([]),
  issuer: z.string().min(1).max(200),
  docNo: z.string().min(1).max(200),
  confidence: z.enum(CONFIDENCES),
  sources: z.array(z.string().min(1).max(300)),
  notes: z.array(z.string().max(500)).default([]),
  boundary: z.enum(['BOUND_INCLUDED', 'EDGE_TAKES_HIGHER']),
  smeSizeStandard: z.string().optional(),
  /** Files of other bodies that complete this one. */
  parts: z.array(z.string()).default([]),
  prerequisites: z
    .array(
      z.strictObject({
        id: identifier,
        label: words,
        required: words,
        anyOf: z.array(z.enum(PROGRAMMES)).min(1),
        ...origin,
      }),
    )
    .default([]),
  gates: z.array(criterion).min(1),
  direct: z.array(criterion).default([]),
  pass: z.array(criterion).default([]),
  score: z
    .strictObject({ max: z.number().int().min(1).max(100), blocks: z.array(block).min(1), ...origin })
    .optional(),
  experts: z
    .strictObject({
      least: z.number().int().min(1).max(30),
      finance: z.number().int().min(0).max(10),
      method: z.literal('MEAN_FLOORED'),
      ...origin,
    })
    .optional(),
  validity: z.union([
    z.strictObject({ years: z.number().int().min(1).max(10), ...origin }),
    z.strictObject({ until: z.literal('yearEnd'), ...origin }),
  ]),
  annualUpdate: z
    .strictObject({ by: monthDay, missedBeforeLapse: z.number().int().optional(), ...origin })
    .optional(),
  publicity: z.strictObject({
    days: z.number().int().min(1).max(60),
    unit: z.enum(['working', 'calendar']),
    ...origin,
  }),
  review: z.strictObject({ opensDaysBefore: z.number().int().min(1).max(366), ...origin }).optional(),
});

/** What a province adds to a national policy: gates and blocks with their own document number and confidence. */
export const partDocument = z.strictObject({
  id: z.string(),
  partOf: z.string(),
  name: words,
  issuer: z.string().min(1).max(200),
  docNo: z.string().min(1).max(200),
  confidence: z.enum(CONFIDENCES),
  sources: z.array(z.string().min(1).max(300)),
  gates: z.array(criterion).default([]),
  blocks: z.array(block).default([]),
});

export type PartDocument = z.infer<typeof partDocument>;
export type PolicyDocument = z.infer<typeof policyDocument>;
export type CriterionDocument = PolicyDocument['gates'][number];
export type BlockDocument = NonNullable<PolicyDocument['score']>['blocks'][number];
export type IndicatorDocument = BlockDocument['indicators'][number];
export type BandDocument = Extract<IndicatorDocument, { by: 'bands' }>['bands'][number];
