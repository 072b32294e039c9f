import { type Actor, legalMoves } from '@gusu/values';
import { z } from 'zod';
import { type Enterprise, ENTERPRISE_MOVES, ENTERPRISE_STATUSES, WARNING_CODES } from './enterprise.js';
import { isInsider } from './enterprise-scope.js';
import { CAPITAL_CURRENCIES } from './registered-capital.js';

const day = z.string().meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2018-03-01' });

export const capitalRequestSchema = z.strictObject({
  amount: z.string().max(30).meta({ description: '十进制数字 decimal text', example: '1250' }),
  unit: z
    .enum(['yuan', 'wan'])
    .meta({ description: '元或万元 main unit or ten thousand of it', example: 'wan' }),
  currency: z.string().meta({ description: CAPITAL_CURRENCIES.join(', '), example: 'CNY' }),
});

export const effectiveOnSchema = z.iso
  .date()
  .optional()
  .meta({ description: '生效日，缺省为今天 today when absent' });

export const reasonSchema = z.string().trim().min(1).max(1000).meta({ example: '股东会决议解散' });

/** An enterprise as this caller may see it; the last six parts are for the enterprise itself and its officers. */
export const enterpriseViewSchema = z.strictObject({
  creditCode: z.string(),
  name: z.string(),
  formerNames: z.array(z.strictObject({ name: z.string(), until: day })),
  establishedOn: day,
  entityType: z.string().optional(),
  registeredCapital: z.strictObject({ amount: z.string(), currency: z.string() }).optional(),
  businessScope: z.string().optional(),
  address: z.string(),
  districtCode: z.string(),
  status: z.enum(ENTERPRISE_STATUSES),
  effectiveOn: day,
  isSynthetic: z.boolean(),
  version: z.int(),
  recordedAt: z.iso.datetime(),
  moves: z
    .array(z.string())
    .meta({ description: '当前合法的下一步 the moves that are legal now' })
    .optional(),
  warnings: z.array(z.strictObject({ code: z.enum(WARNING_CODES), detail: z.string() })).optional(),
  rejectionReasons: z.array(z.strictObject({ code: z.string(), detail: z.string() })).optional(),
  source: z.enum(['registration', 'import']).optional(),
  submittedBy: z.string().optional(),
  verifiedBy: z.string().optional(),
});
export type EnterpriseView = z.infer<typeof enterpriseViewSchema>;

export function enterpriseView(enterprise: Enterprise, caller: Actor): EnterpriseView {
  const registered: EnterpriseView = {
    creditCode: enterprise.creditCode,
    name: enterprise.name,
    formerNames: [...enterprise.formerNames],
    establishedOn: enterprise.establishedOn,
    entityType: enterprise.entityType,
    registeredCapital: enterprise.registeredCapital,
    businessScope: enterprise.businessScope,
    address: enterprise.address,
    districtCode: enterprise.districtCode,
    status: enterprise.status,
    effectiveOn: enterprise.effectiveOn,
    isSynthetic: enterprise.isSynthetic,
    version: enterprise.version,
    recordedAt: enterprise.recordedAt.toISOString(),
  };
  if (!isInsider(enterprise, caller)) return registered;
  return {
    ...registered,
    moves: legalMoves(ENTERPRISE_MOVES, enterprise.status),
    warnings: [...enterprise.warnings],
    rejectionReasons: [...enterprise.rejectionReasons],
    source: enterprise.source,
    submittedBy: enterprise.submittedBy,
    verifiedBy: enterprise.verifiedBy,
  };
}
