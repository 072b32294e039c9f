import { isLocalDate, type LocalDate } from '@gusu/values';
import { z } from 'zod';
import { CONFIDENCES } from '../assessment-result.js';
import { loanParameters } from './loan-parameters.js';

const words = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(400) });
const day = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'not a day');

/** One version of a loan policy, as a person writes it in YAML or sends it in JSON. */
export const loanPolicyDocument = z.strictObject({
  programme: z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/),
  version: z.int().min(1).max(10_000),
  name: words,
  issuer: z.string().min(1).max(200),
  docNo: z.string().min(1).max(200),
  confidence: z.enum(CONFIDENCES),
  sources: z.array(z.string().min(1).max(300)).min(1),
  notes: z.array(words).max(20).default([]),
  /** Asia/Shanghai days, both included. */
  effective: z.strictObject({ from: day, to: day.nullable() }),
  parameters: loanParameters,
});

export type LoanPolicyDocument = z.infer<typeof loanPolicyDocument>;
