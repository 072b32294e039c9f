import { HI_TECH_DOMAINS, LISTING_BOARDS, SIP_INDUSTRIES, SME_SECTORS } from '@gusu/policies';
import { z } from 'zod';
import {
  declarationListQuerySchema,
  declarationShape,
  declarationView,
} from '../enterprise/declaration.dto.js';
import { evidenceIdsSchema } from '../enterprise/fact.dto.js';
import { type EnterpriseProfile, NONE_KINDS } from './enterprise-profile.js';

const flag = (description: string) => z.boolean().optional().meta({ description });
const factsExample = {
  isResidentEnterprise: true,
  isIndependentLegalPerson: true,
  industryCode: '6513',
  smeSector: 'SOFTWARE' as const,
  hiTechDomain: 'ELECTRONICS' as const,
  listingBoard: 'NONE' as const,
};

const factsSchema = z
  .strictObject({
    isBranch: flag('分公司 a branch'),
    isSoleTrader: flag('个体工商户 a sole trader'),
    isResidentEnterprise: flag('居民企业 a resident enterprise'),
    isIndependentLegalPerson: flag('独立法人 a legal person of its own'),
    industryCode: z
      .string()
      .regex(/^\d{4}$/)
      .optional()
      .meta({ description: 'GB/T 4754-2017', example: '6513' }),
    smeSector: z.enum(SME_SECTORS).optional().meta({ description: '中小企业划型行业', example: 'SOFTWARE' }),
    hiTechDomain: z
      .enum(HI_TECH_DOMAINS)
      .optional()
      .meta({ description: '高新技术领域', example: 'ELECTRONICS' }),
    sipIndustry: z.enum(SIP_INDUSTRIES).optional().meta({ description: '园区主导产业', example: 'AI' }),
    listingBoard: z.enum(LISTING_BOARDS).optional().meta({ description: '上市板块', example: 'NONE' }),
    isStrategicEmerging: flag('主导产品属战略性新兴产业'),
    isRestrictedIndustry: flag('产品属禁止、限制或淘汰类'),
    hasCoreBusinessSystem: flag('核心业务由信息系统支撑'),
    isInUpgradePool: flag('在省千企升级库'),
  })
  .meta({ id: 'EnterpriseProfileFacts', example: factsExample });

const noneOf = z
  .array(z.enum(NONE_KINDS))
  .default([])
  .meta({
    description: '声明没有的种类，未声明即为未知 kinds it has none of; silence is unknown',
    example: ['award'],
  });

export const profileRequestSchema = z
  .strictObject({ facts: factsSchema, noneOf, evidenceIds: evidenceIdsSchema })
  .meta({
    id: 'EnterpriseProfileRequest',
    example: { facts: factsExample, noneOf: ['award'], evidenceIds: [] },
  });
export type ProfileRequest = z.infer<typeof profileRequestSchema>;

export const profileViewSchema = z
  .strictObject({
    version: z.int().meta({ example: 1 }),
    facts: factsSchema,
    noneOf: z.array(z.enum(NONE_KINDS)).meta({ example: ['award'] }),
    ...declarationShape,
  })
  .meta({ id: 'EnterpriseProfile' });
export type ProfileView = z.infer<typeof profileViewSchema>;

export const profilePageSchema = z.strictObject({ items: z.array(profileViewSchema) });

/** Which profiles in a list, and where it goes on: behind a version of an enterprise. */
export const profileListQuerySchema = declarationListQuerySchema.extend({
  after: z
    .string()
    .regex(/^[0-9A-Z]{18}~[1-9]\d{0,8}$/)
    .transform((text) => {
      const [creditCode = '', version] = text.split('~');
      return { creditCode, version: Number(version) };
    })
    .optional()
    .meta({ description: '上一页的 next the `next` of the page before' }),
});
export type ProfileListQuery = z.infer<typeof profileListQuerySchema>;

export const profileListSchema = z.strictObject({
  items: z.array(profileViewSchema),
  next: z.string().optional(),
});

export function profileList(found: readonly EnterpriseProfile[], limit: number) {
  const last = found.length === limit ? found.at(-1) : undefined;
  return { items: found.map(profileView), ...(last && { next: `${last.creditCode}~${last.version}` }) };
}

export function profileView(profile: EnterpriseProfile): ProfileView {
  const { version, facts, noneOf: kinds } = profile;
  return { version, facts, noneOf: [...kinds], ...declarationView(profile) };
}
