import { z } from 'zod';
import { lineSchema } from '../enterprise/enterprise.dto.js';

export const verificationRequestSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('accept') }),
    z.strictObject({
      decision: z.literal('reject'),
      reasons: z
        .array(
          z.strictObject({
            code: z
              .string()
              .regex(/^[A-Z][A-Z0-9_]{0,49}$/)
              .meta({ example: 'NAME_MISMATCH' }),
            detail: lineSchema(500).meta({ example: '名称与营业执照不一致' }),
          }),
        )
        .min(1)
        .max(20),
    }),
  ])
  .meta({ id: 'VerificationRequest' });
