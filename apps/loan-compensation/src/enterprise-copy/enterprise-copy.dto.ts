import { z } from 'zod';

export const copyPageSchema = z
  .strictObject({
    cursor: z.string().max(18).default(''),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  })
  .meta({ id: 'EnterpriseCopyPage' });
export type CopyPageQuery = z.infer<typeof copyPageSchema>;

export interface EnterpriseCopyView {
  creditCode: string;
  name: string;
  districtCode: string;
  status: string;
  establishedOn: string;
  isSynthetic: boolean;
  /** Version of the event that told it. */
  keyVersion: number;
}
