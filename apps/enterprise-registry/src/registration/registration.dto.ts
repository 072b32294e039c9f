import { z } from 'zod';
import { capitalRequestSchema } from '../enterprise/enterprise.dto.js';

// Texts as they come: what is wrong inside them the rules say, all of it at once.
const text = z.string().max(5000);

const facts = {
  name: text.meta({ example: '苏州示例智能科技有限公司' }),
  establishedOn: text.meta({ description: '成立日期 YYYY-MM-DD', example: '2018-03-01' }),
  entityType: text.optional().meta({ example: '有限责任公司' }),
  registeredCapital: capitalRequestSchema.optional(),
  businessScope: text.optional().meta({ example: '人工智能基础软件开发' }),
  address: text.meta({ example: '苏州工业园区星湖街328号' }),
  districtCode: text.meta({ description: '申报板块 declared district', example: '320571' }),
};

export const registrationRequestSchema = z
  .strictObject({ creditCode: text.meta({ example: '91320594TE5T00016Q' }), ...facts })
  .meta({ id: 'RegistrationRequest' });

export const submissionRequestSchema = z.strictObject(facts).meta({ id: 'SubmissionRequest' });
export type SubmissionRequest = z.infer<typeof submissionRequestSchema>;
