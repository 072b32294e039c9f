import { PROGRAMMES, QUALIFICATION_STATUSES } from '@gusu/values';
import * as dossier from '../dossier.js';
import { HI_TECH_DOMAINS, LISTING_BOARDS, SIP_INDUSTRIES, SME_SECTORS } from '../enterprise-profile.js';
import type { FactSheet } from '../fact-sheet.js';
import type { Unit } from './unit.js';

/** How a member of the fact sheet reads in an expression. `of` names the number that stands in the sheet. */
export type Field = { key: string } & (
  | { type: 'number'; unit: Unit; of: 'fen' | 'whole' | 'bps' | 'centi' }
  | { type: 'truth' | 'date' }
  | { type: 'text'; values?: readonly string[] }
);
export type Fields = Readonly<Record<string, Field>>;

const money = (key: string): Field => ({ key, type: 'number', unit: 'money', of: 'fen' });
const whole = (key: string): Field => ({ key, type: 'number', unit: 'count', of: 'whole' });
const truth = (key: string): Field => ({ key, type: 'truth' });
const date = (key: string): Field => ({ key, type: 'date' });
const text = (key: string, values?: readonly string[]): Field => ({ key, type: 'text', values });

/** `facts[Y-k].…`: the name without its unit, which the type carries. */
export const FIGURES: Fields = {
  ...Object.fromEntries(
    [
      'operatingRevenue',
      'mainRevenue',
      'salesRevenue',
      'totalIncome',
      'hiTechIncome',
      'aiRevenue',
      'rdExpense',
      'rdDomestic',
      'costExpense',
      'netProfit',
      'totalAssets',
      'totalLiabilities',
      'netAssets',
    ].map((name) => [name, money(`${name}Fen`)]),
  ),
  staffTotal: whole('staffTotal'),
  techStaff: whole('techStaff'),
  rdStaff: whole('rdStaff'),
  insuredStaff: whole('insuredStaff'),
  transferredResults: whole('transferredResults'),
};

export const PROFILE: Fields = {
  creditCode: text('creditCode'),
  establishedOn: date('establishedOn'),
  districtCode: text('districtCode'),
  industryCode: text('industryCode'),
  smeSector: text('smeSector', SME_SECTORS),
  hiTechDomain: text('hiTechDomain', HI_TECH_DOMAINS),
  sipIndustry: text('sipIndustry', SIP_INDUSTRIES),
  listingBoard: text('listingBoard', LISTING_BOARDS),
  isResidentEnterprise: truth('isResidentEnterprise'),
  isIndependentLegalPerson: truth('isIndependentLegalPerson'),
  isStrategicEmerging: truth('isStrategicEmerging'),
  isRestrictedIndustry: truth('isRestrictedIndustry'),
  hasCoreBusinessSystem: truth('hasCoreBusinessSystem'),
  isInUpgradePool: truth('isInUpgradePool'),
};

const HONOURS = ['NATIONAL', 'PROVINCIAL', 'CITY'];

/** What the items of each list may be asked for. */
export const LISTS = {
  intellectualProperty: {
    class: text('class', dossier.INTELLECTUAL_PROPERTY_CLASSES),
    grantedOn: date('grantedOn'),
    isValid: truth('isValid'),
    acquiredBy: text('acquiredBy', dossier.ACQUISITIONS),
    transferredOn: date('transferredOn'),
    isHighValue: truth('isHighValue'),
    isInUse: truth('isInUse'),
  },
  awards: {
    kind: text('kind', dossier.AWARD_KINDS),
    level: text('level', HONOURS),
    unitRank: whole('unitRank'),
    awardedOn: date('awardedOn'),
    showsUnitName: truth('showsUnitName'),
  },
  institutions: {
    level: text('level', [...HONOURS, 'SUB_CITY']),
    recognisedOn: date('recognisedOn'),
    validTo: date('validTo'),
  },
  standards: {
    level: text('level', ['INTERNATIONAL', 'NATIONAL', 'INDUSTRY', 'GROUP']),
    role: text('role', ['LEAD', 'JOIN']),
    publishedOn: date('publishedOn'),
  },
  segments: {
    sinceOn: date('sinceOn'),
    shareCn: { key: 'shareCnBps', type: 'number', unit: 'ratio', of: 'bps' },
    rankCn: whole('rankCn'),
    rankGlobal: whole('rankGlobal'),
    field: text('field', ['GAP', 'BASIC', 'OTHER']),
  },
  certifications: {
    kind: text('kind', dossier.CERTIFICATION_KINDS),
    grade: whole('grade'),
    validTo: date('validTo'),
  },
  equityFinancings: {
    closedOn: date('closedOn'),
    paidIn: money('paidInFen'),
    isQualifiedInvestor: truth('isQualifiedInvestor'),
  },
  platformScores: {
    programme: text('programme', PROGRAMMES),
    year: whole('year'),
    score: { key: 'scoreCenti', type: 'number', unit: 'points', of: 'centi' },
  },
  qualifications: {
    programme: text('programme', PROGRAMMES),
    status: text('status', QUALIFICATION_STATUSES),
    validFrom: date('validFrom'),
    validTo: date('validTo'),
  },
} as const satisfies Partial<Record<keyof FactSheet, Fields>>;
export type ListName = keyof typeof LISTS;
