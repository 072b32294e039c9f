import { type AssessmentResult, nextRungs, type FactSheet, SUMMARIES } from '@gusu/policies';
import { isLocalDate, type LocalDate, PROGRAMME_NAMES, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';

export const prospectQuerySchema = z.strictObject({
  on: z
    .custom<LocalDate>((text) => typeof text === 'string' && isLocalDate(text), {
      params: { defect: 'DATE_FORMAT' },
    })
    .optional()
    .meta({
      type: 'string',
      description: '申报日，缺省为今天 the day of application, today when absent',
      example: '2026-07-01',
    }),
});
export type ProspectQuery = z.infer<typeof prospectQuerySchema>;

const programme = z.enum(PROGRAMMES);
const words = z.strictObject({ zh: z.string(), en: z.string() });
const summary = z.enum([...SUMMARIES, 'NO_POLICY_IN_FORCE']);

export const prospectViewSchema = z
  .strictObject({
    creditCode: z.string(),
    on: z.string(),
    disclaimer: words,
    nextRungs: z
      .array(
        z.strictObject({ programme, title: z.string(), policyId: z.string(), summary, isNear: z.boolean() }),
      )
      .meta({
        description:
          '尚未持有、可申报或差距在一成以内 not held, and ready, for a person to decide, or within a tenth',
      }),
    items: z
      .array(
        z.looseObject({
          programme,
          title: z.string(),
          summary,
          criteria: z.array(z.unknown()).optional(),
        }),
      )
      .meta({ description: '每个认定项目的逐项判定 every programme, criterion by criterion' }),
  })
  .meta({ id: 'Prospects' });

const DISCLAIMER = { zh: '预评估，不构成认定', en: 'A preliminary assessment, not a recognition' };

/** Where an enterprise stands for every programme, whether or not a policy is in force for it on that day. */
export function prospectView(results: readonly AssessmentResult[], sheet: FactSheet, on: LocalDate) {
  const byProgramme = new Map(results.map((result) => [result.programme, result]));
  const items = PROGRAMMES.map(
    (each) => byProgramme.get(each) ?? { programme: each, summary: 'NO_POLICY_IN_FORCE' as const },
  );
  return {
    creditCode: sheet.profile.creditCode,
    on,
    disclaimer: DISCLAIMER,
    nextRungs: nextRungs(results, sheet).map((rung) => ({ ...rung, title: PROGRAMME_NAMES[rung.programme] })),
    items: items.map((item) => ({ ...item, title: PROGRAMME_NAMES[item.programme] })),
  };
}
