import { z } from 'zod';
import { effectiveOnSchema, textSchema, withDefects } from '../enterprise/enterprise.dto.js';
import { relocationDefects } from './relocation.rules.js';

export const relocationRequestSchema = withDefects(
  z.strictObject({
    toDistrictCode: textSchema.meta({ description: '迁入板块 the new district', example: '320583' }),
    address: textSchema.meta({ example: '昆山市前进东路1号' }),
    effectiveOn: effectiveOnSchema,
  }),
  relocationDefects,
).meta({ id: 'RelocationRequest' });
