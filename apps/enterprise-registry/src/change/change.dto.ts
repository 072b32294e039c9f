import { z } from 'zod';
import { capitalRequestSchema, effectiveOnSchema } from '../enterprise/enterprise.dto.js';

const text = z.string().max(5000);

export const changeRequestSchema = z
  .strictObject({
    name: text.optional().meta({ example: '苏州示例人工智能有限公司' }),
    entityType: text.optional(),
    registeredCapital: capitalRequestSchema.optional(),
    businessScope: text.optional(),
    address: text.optional(),
    effectiveOn: effectiveOnSchema,
  })
  .meta({ id: 'ChangeRequest' });
