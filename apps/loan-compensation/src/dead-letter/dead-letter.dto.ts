import { z } from 'zod';

export const deadLetterPageSchema = z
  .strictObject({
    status: z.enum(['parked', 'waiting', 'redriven', 'discarded']).optional(),
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .meta({ id: 'DeadLetterPage' });
export type DeadLetterPageQuery = z.infer<typeof deadLetterPageSchema>;

export const discardSchema = z
  .strictObject({ reason: z.string().max(500) })
  .meta({ id: 'Discard', example: { reason: '重复报送' } });
export type DiscardRequest = z.infer<typeof discardSchema>;
