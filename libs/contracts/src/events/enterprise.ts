import { z } from 'zod';
import { creditCodeSchema, daySchema, defineEvent, districtCodeSchema } from '../event-type.js';

/** 登记状态, as other services see it: only enterprises that were once active are announced. */
export const enterpriseStatusSchema = z.enum(['active', 'suspended', 'cancelled', 'revoked', 'movedOut']);

const capitalSchema = z.strictObject({
  /** Decimal text in whole currency units; not money that we move, so not fen. */
  amount: z.string().regex(/^\d+(\.\d+)?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** What every event of an enterprise carries in full, so that a copy needs no earlier event. */
const state = {
  creditCode: creditCodeSchema,
  name: z.string().min(1),
  districtCode: districtCodeSchema,
  status: enterpriseStatusSchema,
  establishedOn: daySchema,
  entityType: z.string().optional(),
  registeredCapital: capitalSchema.optional(),
  isSynthetic: z.boolean(),
  /** Its code was taken although its check characters are wrong; absent where they are right. */
  identifierException: z.boolean().optional(),
  effectiveOn: daySchema,
};
export const enterpriseStateSchema = z.strictObject(state);
export type EnterpriseState = z.infer<typeof enterpriseStateSchema>;

const example: EnterpriseState = {
  creditCode: '91320594TE5T00016Q',
  name: '苏州示例智能科技有限公司',
  districtCode: '320571',
  status: 'active',
  establishedOn: '2018-03-01',
  entityType: '有限责任公司',
  registeredCapital: { amount: '12500000', currency: 'CNY' },
  isSynthetic: true,
  effectiveOn: '2021-04-15',
};

export const EnterpriseRegistered = defineEvent({
  type: 'enterprise-registry.enterprise.registered',
  version: 1,
  summary: { zh: '企业登记生效', en: 'An enterprise became active in the registry' },
  schema: z.strictObject({ ...state, source: z.enum(['registration', 'import']) }),
  example: { ...example, source: 'registration' as const },
});

export const EnterpriseChanged = defineEvent({
  type: 'enterprise-registry.enterprise.changed',
  version: 1,
  summary: { zh: '企业登记事项变更', en: 'Facts of an enterprise changed' },
  schema: z.strictObject({ ...state, changedFields: z.array(z.string()).min(1) }),
  example: { ...example, name: '苏州示例人工智能有限公司', changedFields: ['name'] },
});

export const EnterpriseRelocated = defineEvent({
  type: 'enterprise-registry.enterprise.relocated',
  version: 1,
  summary: { zh: '企业迁移板块', en: 'An enterprise moved to another district' },
  schema: z.strictObject({
    ...state,
    fromDistrictCode: districtCodeSchema,
    toDistrictCode: districtCodeSchema,
  }),
  example: { ...example, districtCode: '320583', fromDistrictCode: '320571', toDistrictCode: '320583' },
});

const ended = z.strictObject({ ...state, reason: z.string().min(1) });

export const EnterpriseCancelled = defineEvent({
  type: 'enterprise-registry.enterprise.cancelled',
  version: 1,
  summary: { zh: '企业注销', en: 'An enterprise was cancelled' },
  schema: ended,
  example: { ...example, status: 'cancelled', reason: '股东会决议解散' },
});

export const EnterpriseRevoked = defineEvent({
  type: 'enterprise-registry.enterprise.revoked',
  version: 1,
  summary: { zh: '企业被吊销', en: 'The licence of an enterprise was revoked' },
  schema: ended,
  example: { ...example, status: 'revoked', reason: '市场监管部门吊销营业执照' },
});

export const EnterpriseMovedOut = defineEvent({
  type: 'enterprise-registry.enterprise.moved-out',
  version: 1,
  summary: { zh: '企业迁出本市', en: 'An enterprise left the city' },
  schema: ended,
  example: { ...example, status: 'movedOut', reason: '迁往外市' },
});

export const EnterpriseSuspended = defineEvent({
  type: 'enterprise-registry.enterprise.suspended',
  version: 1,
  summary: { zh: '企业身份存疑暂停', en: 'An enterprise was suspended while its identity is in doubt' },
  schema: ended,
  example: { ...example, status: 'suspended', reason: '法定代表人身份存疑' },
});

export const EnterpriseReinstated = defineEvent({
  type: 'enterprise-registry.enterprise.reinstated',
  version: 1,
  summary: { zh: '企业恢复存续', en: 'A suspended enterprise became active again' },
  schema: ended,
  example: { ...example, reason: '核查无误' },
});
