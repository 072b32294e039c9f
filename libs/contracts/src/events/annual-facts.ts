import { z } from 'zod';
import { creditCodeSchema, defineEvent } from '../event-type.js';

/** Yearly operating revenue by the bounds of the loan tiers (funding.md §2); each bound belongs to the lower band. */
export const revenueBandSchema = z.enum([
  'upTo20Million',
  'upTo50Million',
  'upTo400Million',
  'above400Million',
]);
export type RevenueBand = z.infer<typeof revenueBandSchema>;

/** The figures themselves stay with the registry: who needs to know how large an enterprise is, learns the band. */
export const AnnualFactsVerified = defineEvent({
  type: 'enterprise-registry.annual-facts.verified',
  version: 1,
  summary: { zh: '年度数据核验通过', en: 'The facts of a fiscal year were verified' },
  schema: z.strictObject({
    creditCode: creditCodeSchema,
    fiscalYear: z.int().min(1950).max(2200),
    version: z.int().min(1),
    isCorrection: z.boolean(),
    /** Absent when the enterprise has not said what its revenue was. */
    revenueBand: revenueBandSchema.optional(),
  }),
  example: {
    creditCode: '91320594TE5T00016Q',
    fiscalYear: 2025,
    version: 1,
    isCorrection: false,
    revenueBand: 'upTo50Million' as const,
  },
});
