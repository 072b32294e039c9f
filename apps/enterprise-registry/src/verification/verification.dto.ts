import { z } from 'zod';
import { rejectionReasonsSchema } from '../enterprise/fact.dto.js';

export const verificationRequestSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('accept') }),
    z.strictObject({ decision: z.literal('reject'), reasons: rejectionReasonsSchema }),
  ])
  .meta({ id: 'VerificationRequest', example: { decision: 'accept' } });
