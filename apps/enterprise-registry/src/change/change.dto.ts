import { z } from 'zod';
import {
  capitalRequestSchema,
  effectiveOnSchema,
  textSchema,
  withDefects,
} from '../enterprise/enterprise.dto.js';
import { changeDefects } from './change.rules.js';

export const changeRequestSchema = withDefects(
  z.strictObject({
    name: textSchema.optional().meta({ example: '苏州示例人工智能有限公司' }),
    entityType: textSchema.optional().meta({ example: '股份有限公司' }),
    registeredCapital: capitalRequestSchema.optional(),
    businessScope: textSchema.optional().meta({ example: '人工智能应用软件开发' }),
    address: textSchema.optional().meta({ example: '苏州工业园区金鸡湖大道88号' }),
    effectiveOn: effectiveOnSchema,
  }),
  changeDefects,
).meta({ id: 'ChangeRequest' });
