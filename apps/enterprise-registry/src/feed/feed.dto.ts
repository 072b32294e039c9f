import { cloudEventAttributes, EnterpriseChanged, enterpriseStateSchema } from '@gusu/contracts';
import { z } from 'zod';

const limit = (fallback: number) => z.coerce.number().int().min(1).max(5_000).default(fallback);

export const changesQuerySchema = z.strictObject({
  after: z
    .string()
    .max(400)
    .optional()
    .meta({ description: '游标，缺省自最早的事件起 from the earliest event when absent' }),
  limit: limit(500),
});
export type ChangesQuery = z.infer<typeof changesQuerySchema>;

export const snapshotQuerySchema = z.strictObject({
  cursor: z.string().max(400).optional().meta({ description: '上一页的 next the `next` of the page before' }),
  limit: limit(1_000),
});
export type SnapshotQuery = z.infer<typeof snapshotQuerySchema>;

const cursor = z.string().meta({ example: 'ZjE6MC4wLjA' });

/** The events are those of the AsyncAPI document; here only what all of them have is said. */
export const changesPageSchema = z
  .strictObject({
    items: z.array(
      z.object(cloudEventAttributes.shape).meta({
        id: 'EnterpriseEvent',
        example: {
          specversion: '1.0',
          id: '6f1d5b0e-5f0c-4a57-9d0b-6a4c5d6e7f80',
          source: '/enterprise-registry',
          type: EnterpriseChanged.type,
          subject: EnterpriseChanged.example.creditCode,
          time: '2021-04-15T01:00:00Z',
          datacontenttype: 'application/json',
          dataschema: `${EnterpriseChanged.type}/${EnterpriseChanged.version}`,
          keyversion: 3,
          data: EnterpriseChanged.example,
        },
      }),
    ),
    next: cursor.meta({ description: '下次由此继续 where to go on' }),
  })
  .meta({ id: 'EnterpriseChanges' });

export const snapshotPageSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        keyversion: z.int().min(0).meta({ description: '所含的最近事件 the newest event in it', example: 3 }),
        data: enterpriseStateSchema,
      }),
    ),
    changesAfter: cursor.meta({ description: '与快照相接的变更流游标 where the feed joins' }),
    next: cursor.optional().meta({ description: '下一页的 cursor，末页没有 absent on the last page' }),
  })
  .meta({ id: 'EnterpriseSnapshot' });
