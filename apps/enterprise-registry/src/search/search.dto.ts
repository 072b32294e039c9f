import { z } from 'zod';
import { ENTERPRISE_STATUSES } from '../enterprise/enterprise.js';
import { readCursor } from './search.js';

const term = z.string().trim().min(1).max(100).optional();

export const searchQuerySchema = z
  .strictObject({
    q: term.meta({ description: '名称、曾用名、拼音、首字母或信用代码开头', example: 'szyh' }),
    name: term,
    formerName: term,
    pinyin: term.meta({ example: 'suzhouyinhang' }),
    initials: term.meta({ example: 'szyh' }),
    creditCode: term.meta({ description: '开头即可 a beginning is enough' }),
    district: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    status: z.enum(ENTERPRISE_STATUSES).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(20),
    cursor: z
      .string()
      .max(200)
      .transform((text, context) => {
        const position = readCursor(text);
        if (position) return position;
        context.addIssue({
          code: 'custom',
          message: 'not a cursor of this search',
          params: { defect: 'FORMAT' },
        });
        return z.NEVER;
      })
      .optional()
      .meta({ description: '上一页的 next the `next` of the page before' }),
  })
  .transform(({ cursor, ...query }) => ({ ...query, after: cursor }));
export type SearchRequest = z.infer<typeof searchQuerySchema>;
