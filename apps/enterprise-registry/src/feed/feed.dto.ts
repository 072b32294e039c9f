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
