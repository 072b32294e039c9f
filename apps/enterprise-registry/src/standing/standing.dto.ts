import { z } from 'zod';
import { effectiveOnSchema, reasonSchema } from '../enterprise/enterprise.dto.js';

export const standingRequestSchema = z
  .strictObject({ reason: reasonSchema, effectiveOn: effectiveOnSchema })
  .meta({ id: 'StandingRequest' });
