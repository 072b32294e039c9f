import type { Defect } from '@gusu/contracts';
import { type Actor, legalMoves, toHalfWidth } from '@gusu/values';
import { z } from 'zod';
import { type Enterprise, ENTERPRISE_MOVES, ENTERPRISE_STATUSES, WARNING_CODES } from './enterprise.js';
import { isInsider } from './enterprise-scope.js';
import { plainTextSchema } from './fact.dto.js';
import { hasHiddenCharacters } from './plain-text.js';
import { CAPITAL_CURRENCIES } from './registered-capital.js';

const day = z.string().meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2018-03-01' });

export const capitalRequestSchema = z.strictObject({
  amount: z.string().max(30).meta({ description: '十进制数字 decimal text', example: '1250' }),
  unit: z
    .enum(['yuan', 'wan'])
    .meta({ description: '元或万元 main unit or ten thousand of it', example: 'wan' }),
  currency: z.string().meta({ description: CAPITAL_CURRENCIES.join(', '), example: 'CNY' }),
});

/** Any text, as `textSchema`: the rules judge the day together with everything else. */
export const effectiveOnSchema = z
  .string()
  .max(40)
  .optional()
  .meta({ format: 'date', description: '生效日，缺省为今天 today when absent', example: '2021-04-15' });

/** A text as it comes: what is wrong inside it the rules say, all of it at once. */
export const textSchema = z.string().max(5000);

/** Why an officer does something. */
export const reasonSchema = plainTextSchema(1000).meta({ example: '股东会决议解散' });

/** One visible line of text that is only looked for. */
export const lineSchema = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !hasHiddenCharacters(text), { params: { defect: 'CONTROL_CHARACTER' } });

/** A credit code in an address, written as people write it (cultivation-talent.md §1.1); one that nobody has is simply not found. */
export const creditCodeParamSchema = z
  .string()
  .max(64)
  .refine((text) => !hasHiddenCharacters(text), { params: { defect: 'CONTROL_CHARACTER' } })
  .transform((text) => toHalfWidth(text).trim().toUpperCase())
  .meta({ description: '统一社会信用代码', example: '91320594TE5T00016Q' });

/**
 * A body of which a part is missing or of the wrong type. What is left of it is judged too, so that one answer names every defect
 * instead of those of its shape first and those of its texts at the next attempt.
 */
export function withDefects<Shape extends z.ZodObject>(
  schema: Shape,
  defectsOf: (texts: Record<string, string>) => readonly Defect[],
): Shape {
  const judge = z.core._superRefine<Record<string, unknown>>(
    (body, context) => {
      const texts = Object.entries(body).filter((entry): entry is [string, string] => {
        const [field, text] = entry;
        return typeof text === 'string' && field in schema.shape;
      });
      for (const { pointer, code } of defectsOf(Object.fromEntries(texts)))
        context.addIssue({ code: 'custom', path: pointer.slice(1).split('/'), params: { defect: code } });
    },
    { when: ({ value, issues }) => issues.length > 0 && typeof value === 'object' && value !== null },
  );
  return schema.check(judge) as Shape;
}

const EXAMPLE = {
  creditCode: '91320594TE5T00016Q',
  name: '苏州示例智能科技有限公司',
  formerNames: [{ name: '苏州示例软件有限公司', until: '2021-04-15' }],
  establishedOn: '2018-03-01',
  entityType: '有限责任公司',
  registeredCapital: { amount: '12500000', currency: 'CNY' },
  businessScope: '人工智能基础软件开发',
  address: '苏州工业园区星湖街328号',
  districtCode: '320571',
  status: 'active' as const,
  effectiveOn: '2021-04-15',
  isSynthetic: true,
  identifierException: false,
  version: 3,
  recordedAt: '2021-04-15T01:00:00.000Z',
};

/** An enterprise as this caller may see it; the last seven parts are for the enterprise itself and its officers. */
export const enterpriseViewSchema = z
  .strictObject({
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
    identifierException: z
      .boolean()
      .meta({ description: '代码未通过校验、经例外登记 taken although its check characters are wrong' }),
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
    checkOverrideReason: z.string().optional().meta({ description: '例外登记的理由 why it was taken' }),
  })
  .meta({ id: 'Enterprise', example: EXAMPLE });
export type EnterpriseView = z.infer<typeof enterpriseViewSchema>;

export const enterpriseVersionsSchema = z
  .strictObject({ items: z.array(enterpriseViewSchema) })
  .meta({ id: 'EnterpriseVersions' });
export type EnterpriseVersions = z.infer<typeof enterpriseVersionsSchema>;

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
    identifierException: enterprise.identifierException !== undefined,
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
    checkOverrideReason: enterprise.identifierException?.reason,
  };
}

/** A version of the past: what could be done next with it is no longer of interest. */
export function pastVersionView(version: Enterprise, caller: Actor): EnterpriseView {
  const { moves: _, ...view } = enterpriseView(version, caller);
  return view;
}
