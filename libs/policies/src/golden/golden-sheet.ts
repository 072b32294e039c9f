import { parseCreditCode, parseLocalDate } from '@gusu/values';
import type { AnnualFacts } from '../annual-facts.js';
import type { FactSheet } from '../fact-sheet.js';
import { parseExpression } from '../language/parse-expression.js';
import { FIGURES } from '../language/vocabulary.js';
import type { GoldenCase } from './golden-case.js';

const LONG_AGO = parseLocalDate('2015-06-15');
const YEARS_AHEAD = parseLocalDate('2099-12-31');

const PROFILE = {
  source: 'REGISTRY',
  creditCode: parseCreditCode('91320594MA1WPG3X7T'),
  establishedOn: LONG_AGO,
  districtCode: '320571',
  isBranch: false,
  isSoleTrader: false,
  isResidentEnterprise: true,
  isIndependentLegalPerson: true,
  smeSector: 'SOFTWARE',
  sipIndustry: 'AI',
  listingBoard: 'NONE',
  isStrategicEmerging: true,
  isRestrictedIndustry: false,
  hasCoreBusinessSystem: true,
  isInUpgradePool: true,
} as const;

/** What an item of a list is where a case says nothing else. */
const ORDINARY = {
  intellectualProperty: {
    class: 'II_SOFTWARE',
    grantedOn: LONG_AGO,
    isValid: true,
    acquiredBy: 'SELF',
    isHighValue: false,
    isInUse: true,
    usedInApplications: [],
  },
  awards: { kind: 'SCIENCE_TECHNOLOGY', name: '奖', level: 'CITY', unitRank: 1, showsUnitName: true },
  institutions: { name: '研发机构', level: 'CITY', recognisedOn: LONG_AGO },
  standards: { number: 'GB/T 1', level: 'NATIONAL', role: 'JOIN', publishedOn: LONG_AGO },
  segments: { name: '细分市场', field: 'OTHER' },
  certifications: { kind: 'ISO9001' },
  equityFinancings: { isQualifiedInvestor: true },
  platformScores: {},
  creditEvents: {},
  qualifications: { status: 'valid', validFrom: LONG_AGO, validTo: YEARS_AHEAD },
} as const;

const AMOUNT = /^-?\d+(\.\d+)?(元|万元|亿元)$/;

/** `1200万元` in fen; whatever is no amount stays as it is. */
function amount(value: unknown): unknown {
  if (typeof value !== 'string' || !AMOUNT.test(value)) return value;
  const literal = parseExpression(value.replace('-', ''));
  if (literal.kind !== 'number' || typeof literal.value === 'object') return value;
  const fen = BigInt(literal.value);
  return value.startsWith('-') ? -fen : fen;
}

function item(ordinary: object, written: Readonly<Record<string, unknown>>, number: number) {
  const members = Object.entries(written)
    .filter(([name]) => name !== 'times')
    .map(([name, value]) => [name, amount(value)]);
  return { source: 'ENTERPRISE', number: `N${number}`, ...ordinary, ...Object.fromEntries(members) };
}

function list(name: keyof typeof ORDINARY, written: GoldenCase): unknown[] | undefined {
  if (written.unknown.includes(name)) return undefined;
  let number = 0;
  return (written[name] ?? []).flatMap((each) =>
    Array.from({ length: Number(each.times ?? 1) }, () => item(ORDINARY[name], each, (number += 1))),
  );
}

function annualFacts(year: string, figures: Readonly<Record<string, unknown>>): AnnualFacts {
  const members = Object.entries(figures).map(([name, value]) => {
    const field = FIGURES[name];
    if (!field) throw new RangeError(`there is no figure ${name}`);
    return [field.key, amount(value)];
  });
  return {
    fiscalYear: Number(year),
    version: 1,
    status: 'verified',
    source: 'AUDIT',
    ...Object.fromEntries(members),
  } as AnnualFacts;
}

/** The facts of a golden case as the engine reads them. @throws RangeError for a figure that does not exist */
export function goldenSheet(written: GoldenCase): FactSheet {
  const lists = Object.keys(ORDINARY).map((name) => [name, list(name as keyof typeof ORDINARY, written)]);
  return {
    ...Object.fromEntries(lists),
    profile: { ...PROFILE, ...written.profile },
    annualFacts: Object.entries(written.years).map(([year, figures]) => annualFacts(year, figures)),
  } as FactSheet;
}
