import { isLocalDate, type LocalDate } from '@gusu/values';
import { z } from 'zod';
import { hasPersonalNumber } from './personal-text.js';
import { hasHiddenCharacters } from './plain-text.js';

/**
 * One visible line that somebody wrote: nothing hidden in it, and no number that points at a person, because what is written here
 * is read by more people than its writer thinks of (cultivation-talent.md §14, §18).
 */
export function plainTextSchema(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !hasHiddenCharacters(text), { params: { defect: 'CONTROL_CHARACTER' } })
    .refine((text) => !hasPersonalNumber(text), { params: { defect: 'PERSONAL_NUMBER' } });
}

/** A real day, `YYYY-MM-DD`, Asia/Shanghai. */
export const localDateSchema = z
  .string()
  .refine((text): boolean => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
  .transform((text) => text as LocalDate)
  .meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2024-06-30' });

export const evidenceIdsSchema = z
  .array(z.uuid())
  .max(50)
  .default([])
  .meta({ description: '佐证编号 evidence ids', example: ['0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80'] });

/** Why a declaration is rejected: a code for statistics and a sentence for its writer. */
export const rejectionReasonsSchema = z
  .array(
    z.strictObject({
      code: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]{0,49}$/)
        .meta({ example: 'AUDIT_REPORT_DIFFERS' }),
      detail: plainTextSchema(500).meta({ example: '营业收入与审计报告不一致' }),
    }),
  )
  .min(1)
  .max(20);

/** An officer's decision about something an enterprise declared. */
export const decisionRequestSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('verify') }),
    z.strictObject({ decision: z.literal('reject'), reasons: rejectionReasonsSchema }),
  ])
  .meta({ id: 'FactDecisionRequest', example: { decision: 'verify' } });
