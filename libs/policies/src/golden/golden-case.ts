import { isLocalDate, type LocalDate, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { SUMMARIES } from '../assessment-result.js';
import { POLICY_ACTIONS } from '../policy-action.js';

const day = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'not a day');
const plain = z.union([z.string(), z.number(), z.boolean()]);
/** One item of a list, with what differs from an ordinary one; `times` makes several of it. */
const item = z.record(z.string(), z.union([plain, z.array(z.unknown())]));
const items = z.array(item).optional();
const bounds = z.union([z.number(), z.tuple([z.number(), z.number()])]);
const status = z.enum(['MET', 'UNMET', 'UNKNOWN', 'MANUAL_REVIEW', 'NOT_APPLICABLE']);

/**
 * An example that a policy is held to: facts as a person would write them, and what must come out. Amounts carry 元, 万元 or 亿元. What is not
 * said is that of an ordinary enterprise without any titles, rights or events; `unknown` names lists of which nothing is known.
 */
export const goldenCase = z.strictObject({
  name: z.string().min(1),
  applyDate: day,
  action: z.enum(POLICY_ACTIONS).default('initial'),
  profile: z.record(z.string(), plain).default({}),
  years: z
    .record(z.string().regex(/^\d{4}$/), z.record(z.string(), z.union([z.string(), z.number()])))
    .default({}),
  intellectualProperty: items,
  awards: items,
  institutions: items,
  standards: items,
  segments: items,
  certifications: items,
  equityFinancings: items,
  platformScores: items,
  creditEvents: items,
  qualifications: items,
  unknown: z.array(z.string()).default([]),
  choices: z.record(z.string(), z.string()).optional(),
  manual: z.record(z.string(), z.enum(['MET', 'UNMET'])).optional(),
  panel: z.array(z.record(z.string(), z.number())).optional(),
  expect: z.strictObject({
    policy: z.string().nullable().optional(),
    programme: z.enum(PROGRAMMES).optional(),
    summary: z.enum([...SUMMARIES, 'NO_POLICY_IN_FORCE']).optional(),
    total: bounds.optional(),
    points: z.record(z.string(), bounds).default({}),
    criteria: z.record(z.string(), status).default({}),
    suggestions: z.array(z.record(z.string(), plain)).optional(),
  }),
});
export type GoldenCase = z.infer<typeof goldenCase>;

export const goldenFile = z.strictObject({ policy: z.string(), cases: z.array(goldenCase).min(1) });
export type GoldenFile = z.infer<typeof goldenFile>;
