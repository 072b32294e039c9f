import type { CreditCode, LocalDate } from '@gusu/values';
import type { Sourced } from './sourced.js';

/** 中小企业划型 sectors (工信部联企业〔2011〕300号). */
export const SME_SECTORS = [
  'AGRICULTURE',
  'INDUSTRY',
  'CONSTRUCTION',
  'WHOLESALE',
  'RETAIL',
  'TRANSPORT',
  'WAREHOUSING',
  'POST',
  'ACCOMMODATION',
  'CATERING',
  'INFORMATION',
  'SOFTWARE',
  'REAL_ESTATE',
  'PROPERTY_MANAGEMENT',
  'BUSINESS_SERVICES',
  'OTHER',
] as const;
export type SmeSector = (typeof SME_SECTORS)[number];

/** The eight 国家重点支持的高新技术领域 (国科发火〔2016〕32号). */
export const HI_TECH_DOMAINS = [
  'ELECTRONICS',
  'BIOMEDICINE',
  'AEROSPACE',
  'NEW_MATERIALS',
  'HI_TECH_SERVICES',
  'NEW_ENERGY',
  'RESOURCES_ENVIRONMENT',
  'ADVANCED_MANUFACTURING',
] as const;
export type HiTechDomain = (typeof HI_TECH_DOMAINS)[number];

/** The three leading industries of Suzhou Industrial Park that its gazelle programme is for. */
export const SIP_INDUSTRIES = ['BIOMEDICINE', 'NANOTECHNOLOGY', 'AI', 'OTHER'] as const;
export type SipIndustry = (typeof SIP_INDUSTRIES)[number];

export const LISTING_BOARDS = ['MAIN', 'CHINEXT', 'STAR', 'BSE', 'NEEQ', 'OVERSEAS', 'NONE'] as const;
export type ListingBoard = (typeof LISTING_BOARDS)[number];

/** What is true of the enterprise as such, independent of a fiscal year. */
export interface EnterpriseProfile extends Sourced {
  creditCode: CreditCode;
  establishedOn: LocalDate;
  /** Where the enterprise is, which its credit code need not say. */
  districtCode: string;
  entityType?: string;
  /** 分公司: cannot apply for itself. */
  isBranch: boolean;
  /** 个体工商户. */
  isSoleTrader: boolean;
  /** 居民企业, registered in the mainland. */
  isResidentEnterprise?: boolean;
  isIndependentLegalPerson?: boolean;
  /** GB/T 4754-2017, four digits. */
  industryCode?: string;
  smeSector?: SmeSector;
  hiTechDomain?: HiTechDomain;
  sipIndustry?: SipIndustry;
  listingBoard?: ListingBoard;
  /** Its main product falls under 战略性新兴产业分类. */
  isStrategicEmerging?: boolean;
  /** Its products or services are prohibited, restricted or to be phased out (禁止、限制、淘汰类). */
  isRestrictedIndustry?: boolean;
  /** At least one core business runs on an information system. */
  hasCoreBusinessSystem?: boolean;
  /** In the provincial 千企升级 pool. */
  isInUpgradePool?: boolean;
}
