import type { Fen, LocalDate, Programme, QualificationStatus } from '@gusu/values';
import type { Sourced } from './sourced.js';

export const INTELLECTUAL_PROPERTY_CLASSES = [
  'I_INVENTION',
  'I_PLANT',
  'I_CROP',
  'I_DRUG',
  'I_TCM',
  'I_IC_LAYOUT',
  'II_UTILITY',
  'II_DESIGN',
  'II_SOFTWARE',
  'TRADEMARK',
] as const;
export type IntellectualPropertyClass = (typeof INTELLECTUAL_PROPERTY_CLASSES)[number];

export const ACQUISITIONS = ['SELF', 'ASSIGNED', 'GIFT', 'MERGER'] as const;
export type Acquisition = (typeof ACQUISITIONS)[number];

export interface IntellectualProperty extends Sourced {
  class: IntellectualPropertyClass;
  number: string;
  grantedOn: LocalDate;
  isValid: boolean;
  acquiredBy: Acquisition;
  transferredOn?: LocalDate;
  /** 高价值发明专利 as 工信部企业〔2022〕63号 defines it. */
  isHighValue: boolean;
  /** Used in a product with economic benefit. */
  isInUse: boolean;
  /** Applications in which this right was already counted. A II类 right counts once ever for a high-tech enterprise. */
  usedInApplications: readonly { programme: Programme; year: number }[];
}

export type HonourLevel = 'NATIONAL' | 'PROVINCIAL' | 'CITY';

export const AWARD_KINDS = ['SCIENCE_TECHNOLOGY', 'QUALITY', 'MAKER_CHINA'] as const;
/** `MAKER_CHINA` is the 创客中国 contest, enterprise group; its `unitRank` is the place in the contest. */
export type AwardKind = (typeof AWARD_KINDS)[number];

export interface Award extends Sourced {
  kind: AwardKind;
  name: string;
  level: HonourLevel;
  /** 获奖单位排名. */
  unitRank: number;
  awardedOn: LocalDate;
  showsUnitName: boolean;
}

export interface RdInstitution extends Sourced {
  name: string;
  level: HonourLevel | 'SUB_CITY';
  recognisedOn: LocalDate;
  validTo?: LocalDate;
}

export interface StandardLed extends Sourced {
  number: string;
  level: 'INTERNATIONAL' | 'NATIONAL' | 'INDUSTRY' | 'GROUP';
  role: 'LEAD' | 'JOIN';
  publishedOn: LocalDate;
}

/** 细分市场: what the enterprise is known for, since when, and how large its share is. */
export interface SegmentMarket extends Sourced {
  name: string;
  sinceOn: LocalDate;
  /** Share of the national market in basis points. */
  shareCnBps?: number;
  rankCn?: number;
  rankGlobal?: number;
  /** `GAP`: 补短板、锻长板、填空白 with results; `BASIC`: 工业六基, 中华老字号 or leading a key chain. */
  field?: 'GAP' | 'BASIC' | 'OTHER';
}

export const CERTIFICATION_KINDS = [
  'ISO9001',
  'ISO14001',
  'ISO45001',
  'IATF16949',
  'PRODUCT_FOREIGN',
  'DIGITAL_LEVEL',
  'CHAIN_MEMBER',
  'FIRST_PRODUCT',
  'CLOUD_STAR',
] as const;
/**
 * `DIGITAL_LEVEL` carries its level in `grade`, `CLOUD_STAR` its stars (上云, 智能车间); `CHAIN_MEMBER` is a provincial cluster or chain
 * (集群、产业链), `FIRST_PRODUCT` a provincial 首台套 or 新技术新产品.
 */
export type CertificationKind = (typeof CERTIFICATION_KINDS)[number];

export interface Certification extends Sourced {
  kind: CertificationKind;
  grade?: number;
  validTo?: LocalDate;
}

export interface EquityFinancing extends Sourced {
  closedOn: LocalDate;
  paidInFen: Fen;
  /** 合格机构投资者. */
  isQualifiedInvestor: boolean;
}

/** 发展评价得分 of the ministry's platform in hundredths: evidence only, never computed here. */
export interface PlatformScore extends Sourced {
  programme: Programme;
  year: number;
  scoreCenti: number;
}

export const CREDIT_EVENT_TYPES = [
  'ABNORMAL_LIST',
  'SERIOUS_DISHONESTY',
  'SAFETY_MAJOR',
  'QUALITY_MAJOR',
  'ENV_SERIOUS',
  'CYBER_MAJOR',
  'TAX_EVASION',
  'RESEARCH_DISHONESTY',
  'DATA_FRAUD',
] as const;
export type CreditEventType = (typeof CREDIT_EVENT_TYPES)[number];

export interface CreditEvent extends Sourced {
  type: CreditEventType;
  occurredOn: LocalDate;
  removedOn?: LocalDate;
}

export interface HeldQualification {
  programme: Programme;
  validFrom: LocalDate;
  /** The last day on which the title is valid. */
  validTo: LocalDate;
  status: QualificationStatus;
  level?: string;
}
