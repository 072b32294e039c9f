import { z } from 'zod';

export const copyPageSchema = z
  .strictObject({
    cursor: z.string().max(18).default(''),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  })
  .meta({ id: 'EnterpriseCopyPage' });
export type CopyPageQuery = z.infer<typeof copyPageSchema>;

export const copyViewSchema = z
  .strictObject({
    creditCode: z.string(),
    name: z.string(),
    districtCode: z.string(),
    status: z.string(),
    establishedOn: z.iso.date(),
    isSynthetic: z.boolean(),
    identifierException: z
      .boolean()
      .meta({ description: '代码未通过校验、经例外登记 taken although its check characters are wrong' }),
    keyVersion: z.int().meta({ description: '告知者事件的版本 version of the event that told it' }),
  })
  .meta({
    id: 'EnterpriseCopy',
    example: {
      creditCode: '91320594TE5T00016Q',
      name: '苏州示例智能科技有限公司',
      districtCode: '320571',
      status: 'active',
      establishedOn: '2018-03-01',
      isSynthetic: true,
      identifierException: false,
      keyVersion: 1,
    },
  });
export type EnterpriseCopyView = z.infer<typeof copyViewSchema>;

export const copyPageViewSchema = z
  .strictObject({
    items: z.array(copyViewSchema),
    next: z.string().nullable().meta({ description: '下一页游标 cursor of the next page' }),
  })
  .meta({ id: 'EnterpriseCopies' });
export type CopyPageView = z.infer<typeof copyPageViewSchema>;

export const copySummarySchema = z
  .strictObject({ count: z.int() })
  .meta({ id: 'EnterpriseCopySummary', example: { count: 11_997 } });
export type CopySummaryView = z.infer<typeof copySummarySchema>;

export const copyRebuildSchema = z
  .strictObject({
    events: z.int().meta({ description: '读过的事件数 events read from the log' }),
    enterprises: z.int(),
    added: z.int().meta({ description: '副本缺失的企业 enterprises the copy had lost' }),
    changed: z.int().meta({ description: '副本有误的企业 enterprises the copy had wrong' }),
    removed: z.int().meta({ description: '企业库没有的企业 enterprises the registry never told of' }),
  })
  .meta({
    id: 'EnterpriseCopyRebuild',
    example: { events: 12_410, enterprises: 11_997, added: 1, changed: 2, removed: 0 },
  });
