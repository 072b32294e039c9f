import { z } from 'zod';
import { effectiveOnSchema, textSchema } from '../enterprise/enterprise.dto.js';

export const standingRequestSchema = z
  .strictObject({ reason: textSchema.meta({ example: '股东会决议解散' }), effectiveOn: effectiveOnSchema })
  .meta({ id: 'StandingRequest' });
