import type { AnnualFacts, FactSheet, IntellectualProperty } from '@gusu/policies';
import { type CreditCode, parseLocalDate } from '@gusu/values';
import { syntheticCode } from './synthetic-register.js';

const WAN = 1_000_000n;
const LATEST_YEAR = 2025;
const day = parseLocalDate;

/** Figures of the nth enterprise: every bound of every programme is met by some and missed by others. */
function annualFacts(n: number, yearsBack: number): AnnualFacts {
  const revenue = BigInt(500 + ((n * 7_919) % 20_000) - yearsBack * ((n % 9) * 40)) * WAN;
  const staffTotal = 20 + (n % 480);
  return {
    fiscalYear: LATEST_YEAR - yearsBack,
    version: 1,
    status: 'verified',
    source: 'AUDIT',
    operatingRevenueFen: revenue,
    mainRevenueFen: (revenue * BigInt(60 + (n % 40))) / 100n,
    salesRevenueFen: revenue,
    totalIncomeFen: revenue,
    hiTechIncomeFen: (revenue * BigInt(40 + (n % 60))) / 100n,
    rdExpenseFen: (revenue * BigInt(1 + (n % 12))) / 100n,
    rdDomesticFen: (revenue * BigInt(1 + (n % 12))) / 110n,
    costExpenseFen: (revenue * 9n) / 10n,
    netProfitFen: (revenue * BigInt((n % 30) - 5)) / 100n,
    totalAssetsFen: revenue * 2n,
    totalLiabilitiesFen: (revenue * 2n * BigInt(30 + (n % 60))) / 100n,
    netAssetsFen: (revenue * 2n * BigInt(70 - (n % 60))) / 100n,
    staffTotal,
    techStaff: Math.floor((staffTotal * (5 + (n % 40))) / 100),
    rdStaff: Math.floor((staffTotal * (2 + (n % 25))) / 100),
    transferredResults: n % 7,
  };
}

const CLASSES = ['I_INVENTION', 'II_UTILITY', 'II_SOFTWARE', 'TRADEMARK'] as const;

function rights(n: number): IntellectualProperty[] {
  return Array.from({ length: n % 9 }, (_, at) => ({
    class: CLASSES[(n + at) % CLASSES.length] ?? 'II_UTILITY',
    number: `ZL${n}-${at}`,
    grantedOn: day(`20${15 + (at % 9)}-05-17`),
    isValid: at % 7 !== 6,
    acquiredBy: 'SELF',
    isHighValue: at % 5 === 4,
    isInUse: true,
    usedInApplications: [],
    source: 'BUREAU',
  }));
}

/** Three years of facts, rights, a segment, certificates and a title of the nth enterprise. */
export function syntheticSheet(n: number): FactSheet {
  const source = 'BUREAU';
  return {
    profile: {
      creditCode: syntheticCode(n) as CreditCode,
      establishedOn: day(`20${10 + (n % 12)}-03-${String((n % 28) + 1).padStart(2, '0')}`),
      districtCode: n % 3 === 0 ? '320571' : '320583',
      isBranch: n % 97 === 0,
      isSoleTrader: false,
      isResidentEnterprise: true,
      isIndependentLegalPerson: true,
      smeSector: n % 2 === 0 ? 'SOFTWARE' : 'INDUSTRY',
      sipIndustry: 'AI',
      listingBoard: 'NONE',
      isStrategicEmerging: n % 4 === 0,
      isRestrictedIndustry: false,
      hasCoreBusinessSystem: true,
      isInUpgradePool: n % 5 === 0,
      source,
    },
    annualFacts: [0, 1, 2].map((yearsBack) => annualFacts(n, yearsBack)),
    intellectualProperty: rights(n),
    awards: [],
    institutions:
      n % 3 === 0 ? [{ name: '研发中心', level: 'CITY', recognisedOn: day('2022-01-01'), source }] : [],
    standards: [],
    segments: [
      { name: '细分市场', sinceOn: day('2018-01-01'), shareCnBps: n % 2_000, rankCn: 1 + (n % 20), source },
    ],
    certifications: [{ kind: 'ISO9001', source }],
    equityFinancings: [],
    platformScores: [],
    creditEvents: [],
    qualifications:
      n % 3 === 0
        ? [
            {
              programme: 'innovativeSme',
              validFrom: day('2024-06-30'),
              validTo: day('2027-06-29'),
              status: 'valid',
            },
          ]
        : [],
  };
}
