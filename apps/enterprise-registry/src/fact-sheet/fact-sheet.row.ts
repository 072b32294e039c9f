import type {
  CreditEvent,
  EnterpriseProfile,
  FactSheet,
  FactSource,
  HeldQualification,
  IntellectualProperty,
} from '@gusu/policies';
import type { CreditCode, LocalDate } from '@gusu/values';
import { figuresOf, type StoredFigures } from '../annual-facts/annual-facts.row.js';
import type { DossierKind } from '../dossier/dossier.js';
import { contentOf, type StoredFacts } from '../dossier/dossier.row.js';
import type { NoneKind, ProfileFacts } from '../enterprise-profile/enterprise-profile.js';

type Year = [number, number, boolean, FactSource, StoredFigures, string[]];
type Right = [
  IntellectualProperty['class'],
  string,
  LocalDate,
  boolean,
  IntellectualProperty['acquiredBy'],
  LocalDate | null,
  boolean,
  boolean,
  IntellectualProperty['usedInApplications'] | null,
  FactSource,
  string[],
];
type Item = [DossierKind, StoredFacts, FactSource, string[]];
type Credit = [CreditEvent['type'], LocalDate, LocalDate | null, FactSource, string[]];
type Title = [HeldQualification['programme'], LocalDate, LocalDate, HeldQualification['status']];

/** One enterprise with everything that counted on a day. Lists come as tuples: a page carries thousands of them. */
export interface FactSheetRow {
  credit_code: CreditCode;
  established_on: LocalDate;
  district_code: string;
  entity_type: string | null;
  profile: [ProfileFacts, NoneKind[], FactSource, string[]] | null;
  years: Year[] | null;
  rights: Right[] | null;
  items: Item[] | null;
  credits: Credit[] | null;
  titles: Title[] | null;
}

// Legal forms of the register that are no enterprise of their own.
const BRANCH = /分公司|分支机构|分厂|分店|营业部/;
const SOLE_TRADER_PREFIX = '92';

/** The sheet as policies take it. What was neither declared nor declared to be none is left out: it is unknown. */
export function factSheetOf(row: FactSheetRow): FactSheet {
  const noneOf = row.profile?.[1] ?? [];
  return {
    profile: profileOf(row),
    annualFacts: (row.years ?? []).map(yearOf),
    intellectualProperty: row.rights?.map(rightOf) ?? noneList(noneOf, 'intellectualProperty'),
    ...itemLists(row.items ?? [], noneOf),
    creditEvents: (row.credits ?? []).map(creditOf),
    qualifications: (row.titles ?? []).map(titleOf),
  };
}

function profileOf(row: FactSheetRow): EnterpriseProfile {
  const [facts, , source, evidenceIds] = row.profile ?? [{}, [], 'REGISTRY' as const, []];
  const entityType = row.entity_type ?? undefined;
  return {
    ...facts,
    creditCode: row.credit_code,
    establishedOn: row.established_on,
    districtCode: row.district_code,
    entityType,
    isBranch: facts.isBranch ?? BRANCH.test(entityType ?? ''),
    isSoleTrader: facts.isSoleTrader ?? row.credit_code.startsWith(SOLE_TRADER_PREFIX),
    source,
    evidenceIds,
  };
}

function yearOf([fiscalYear, version, isVerified, source, figures, evidenceIds]: Year) {
  const status = isVerified ? ('verified' as const) : ('submitted' as const);
  return Object.assign(figuresOf(figures), { fiscalYear, version, status, source, evidenceIds });
}

function rightOf(right: Right): IntellectualProperty {
  const [
    of,
    number,
    grantedOn,
    isValid,
    acquiredBy,
    transferredOn,
    isHighValue,
    isInUse,
    used,
    source,
    evidenceIds,
  ] = right;
  return {
    class: of,
    number,
    grantedOn,
    isValid,
    acquiredBy,
    transferredOn: transferredOn ?? undefined,
    isHighValue,
    isInUse,
    usedInApplications: used ?? [],
    source,
    evidenceIds,
  };
}

const LISTS = {
  award: 'awards',
  rdInstitution: 'institutions',
  standard: 'standards',
  segmentMarket: 'segments',
  certification: 'certifications',
  equityFinancing: 'equityFinancings',
  platformScore: 'platformScores',
} as const satisfies Record<DossierKind, keyof FactSheet>;

function itemLists(items: readonly Item[], noneOf: readonly NoneKind[]): Partial<FactSheet> {
  const lists: Record<string, unknown[]> = {};
  for (const kind of noneOf) if (kind !== 'intellectualProperty') lists[LISTS[kind]] = [];
  for (const [kind, stored, source, evidenceIds] of items)
    (lists[LISTS[kind]] ??= []).push({ ...contentOf(kind, stored).facts, source, evidenceIds });
  return lists as Partial<FactSheet>;
}

function noneList(noneOf: readonly NoneKind[], kind: NoneKind): readonly [] | undefined {
  return noneOf.includes(kind) ? [] : undefined;
}

function creditOf([type, occurredOn, removedOn, source, evidenceIds]: Credit): CreditEvent {
  return { type, occurredOn, removedOn: removedOn ?? undefined, source, evidenceIds };
}

function titleOf([programme, validFrom, validTo, status]: Title): HeldQualification {
  return { programme, validFrom, validTo, status };
}
