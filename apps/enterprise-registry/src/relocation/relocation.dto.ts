import { z } from 'zod';
import { effectiveOnSchema } from '../enterprise/enterprise.dto.js';

export const relocationRequestSchema = z
  .strictObject({
    toDistrictCode: z.string().max(20).meta({ example: '320583' }),
    address: z.string().max(5000).meta({ example: '昆山市前进东路1号' }),
    effectiveOn: effectiveOnSchema,
  })
  .meta({ id: 'RelocationRequest' });
