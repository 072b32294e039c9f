import { z } from 'zod';
import { capitalRequestSchema, textSchema, withDefects } from '../enterprise/enterprise.dto.js';
import { plainTextSchema } from '../enterprise/fact.dto.js';
import { exceptionDefects } from './identifier-exception.rules.js';
import { applicationDefects } from './registration.rules.js';

const facts = {
  name: textSchema.meta({ example: '苏州示例智能科技有限公司' }),
  establishedOn: textSchema.meta({ description: '成立日期 YYYY-MM-DD', example: '2018-03-01' }),
  entityType: textSchema.optional().meta({ example: '有限责任公司' }),
  registeredCapital: capitalRequestSchema.optional(),
  businessScope: textSchema.optional().meta({ example: '人工智能基础软件开发' }),
  address: textSchema.meta({ example: '苏州工业园区星湖街328号' }),
  districtCode: textSchema.meta({ description: '申报板块 declared district', example: '320571' }),
};

export const registrationRequestSchema = withDefects(
  z.strictObject({ creditCode: textSchema.meta({ example: '91320594TE5T00016Q' }), ...facts }),
  applicationDefects,
).meta({ id: 'RegistrationRequest' });

export const exceptionRequestSchema = withDefects(
  z.strictObject({
    creditCode: textSchema.meta({ example: '91320594TE5T00016A' }),
    ...facts,
    checkOverrideReason: plainTextSchema(1000).meta({ example: '老代码，营业执照所载校验位即如此' }),
  }),
  exceptionDefects,
).meta({ id: 'IdentifierExceptionRequest' });

export const submissionRequestSchema = withDefects(z.strictObject(facts), applicationDefects).meta({
  id: 'SubmissionRequest',
});
export type SubmissionRequest = z.infer<typeof submissionRequestSchema>;
