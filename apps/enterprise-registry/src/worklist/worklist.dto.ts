import { isLocalDate, type LocalDate, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { isPast } from '../deadline/working-day.rules.js';
import { readWorkCursor, WORK_KINDS, type WorkItem, writeWorkCursor } from './worklist.js';

export const worklistQuerySchema = z
  .strictObject({
    district: z
      .string()
      .regex(/^\d{6}$/)
      .optional()
      .meta({ description: '板块（市级人员可选） for officers of the city', example: '320571' }),
    programme: z.enum(PROGRAMMES).optional(),
    dueBy: z
      .custom<LocalDate>((text) => typeof text === 'string' && isLocalDate(text), {
        params: { defect: 'DATE_FORMAT' },
      })
      .optional()
      .meta({ type: 'string', description: '在此日前到期 due by this day', example: '2026-12-31' }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z
      .string()
      .max(300)
      .transform((text, context) => {
        const position = readWorkCursor(text);
        if (position) return position;
        context.addIssue({ code: 'custom', message: 'not a cursor', params: { defect: 'FORMAT' } });
        return z.NEVER;
      })
      .optional(),
  })
  .transform(({ cursor, ...query }) => ({ ...query, after: cursor }));
export type WorklistRequest = z.infer<typeof worklistQuerySchema>;

export const worklistSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(WORK_KINDS),
        id: z.string(),
        status: z.string(),
        creditCode: z.string().optional(),
        name: z.string().optional(),
        districtCode: z.string().optional(),
        programme: z.enum(PROGRAMMES).optional(),
        dueOn: z
          .string()
          .optional()
          .meta({ description: '办理期限末日 the last day to deal with it in time' }),
        isOverdue: z.boolean(),
        legalDueOn: z.string().optional().meta({ description: '法定办结日 the last day by law' }),
        isLegallyOverdue: z.boolean(),
        since: z.iso.datetime(),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'Worklist' });

export function worklist(found: readonly WorkItem[], limit: number, today: LocalDate) {
  const last = found.length === limit ? found.at(-1) : undefined;
  return {
    items: found.map((item) => ({
      ...item,
      since: item.since.toISOString(),
      isOverdue: isPast(item.dueOn, today),
      isLegallyOverdue: isPast(item.legalDueOn, today),
    })),
    ...(last && { next: writeWorkCursor(last) }),
  };
}
