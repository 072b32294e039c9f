import { z } from 'zod';
import { ENTERPRISE_STATUSES } from '../enterprise/enterprise.js';
import { enterpriseViewSchema, lineSchema } from '../enterprise/enterprise.dto.js';
import { pinyinTerm, readCursor } from './search.js';

const line = lineSchema(100);
const term = line.optional();
// Signs mean nothing in pinyin; a term of signs alone would mean everything.
const pinyin = line.refine((text) => pinyinTerm(text) !== '', { params: { defect: 'FORMAT' } }).optional();

export const searchQuerySchema = z
  .strictObject({
    q: term.meta({ description: '名称、曾用名、拼音、首字母或信用代码开头', example: 'szyh' }),
    name: term,
    formerName: term,
    pinyin: pinyin.meta({ example: 'suzhouyinhang' }),
    initials: pinyin.meta({ example: 'szyh' }),
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
export const searchPageSchema = z
  .strictObject({
    items: z.array(enterpriseViewSchema),
    next: z.string().optional().meta({ description: '下一页的 cursor，末页没有 absent on the last page' }),
  })
  .meta({ id: 'EnterprisePage' });
export type SearchPageView = z.infer<typeof searchPageSchema>;

export type SearchRequest = z.infer<typeof searchQuerySchema>;
