import type { Defect, DefectCode } from '@gusu/contracts';
import {
  checkCreditCode,
  CITY_CODE,
  type CreditCode,
  districtOfAddress,
  districtOfPrefix,
  districtPrefix,
  isLocalDate,
  type LocalDate,
  proposeDistrict,
} from '@gusu/values';
import type { Warning } from './enterprise.js';
import { hasPersonalNumber } from './personal-text.js';
import { hasHiddenCharacters } from './plain-text.js';
import { CAPITAL_CURRENCIES, type DeclaredCapital, readCapital } from './registered-capital.js';

/** Something wrong with one field. `hint` is what the writer may have meant; it is never applied. */
export interface FactDefect {
  field: string;
  code: DefectCode;
  hint?: string;
}

export const LONGEST = { name: 200, entityType: 100, businessScope: 4000, address: 400 } as const;
export type TextField = keyof typeof LONGEST;

export function defectOf({ field, code, hint }: FactDefect): Defect {
  return { pointer: `/${field}`, code, ...(hint && { detail: `${hint}?` }) };
}

/** USCC_LENGTH, USCC_CHAR, USCC_ORG_CHECK, USCC_CHECK (cultivation-talent.md §1.1). */
export function creditCodeDefect(text: string): FactDefect | undefined {
  const checked = checkCreditCode(text);
  return 'code' in checked ? undefined : { field: 'creditCode', code: checked.defect, hint: checked.hint };
}

/**
 * NAME_MISSING, REQUIRED, TOO_LONG, CONTROL_CHARACTER, PERSONAL_NUMBER: a text of the register is one visible line (§18) without a number
 * that points at a person, because other services are told it (§17.17); an absent one has no defect.
 */
export function textDefect(
  field: TextField,
  text: string | undefined,
  isRequired: (field: TextField) => boolean,
): FactDefect | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === '')
    return isRequired(field) ? { field, code: field === 'name' ? 'NAME_MISSING' : 'REQUIRED' } : undefined;
  if (text.length > LONGEST[field]) return { field, code: 'TOO_LONG' };
  if (hasHiddenCharacters(text)) return { field, code: 'CONTROL_CHARACTER' };
  return hasPersonalNumber(text) ? { field, code: 'PERSONAL_NUMBER' } : undefined;
}

/** NOT_ALLOWED for the currency, CAPITAL_FORMAT or UNIT_SUSPECT for the amount (§18). */
export function capitalDefects(capital: DeclaredCapital | undefined): FactDefect[] {
  if (!capital) return [];
  const { amount, unit, currency } = capital;
  const code = readCapital(amount, unit, currency).defect;
  return [
    ...(CAPITAL_CURRENCIES.includes(currency) ? [] : [CURRENCY_NOT_ALLOWED]),
    ...(code ? [{ field: 'registeredCapital/amount', code }] : []),
  ];
}

const CURRENCY_NOT_ALLOWED: FactDefect = { field: 'registeredCapital/currency', code: 'NOT_ALLOWED' };

/** DATE_FORMAT, DATE_IN_FUTURE (§18); `today` is the day in Asia/Shanghai. */
export function establishedOnDefect(text: string, today?: LocalDate): FactDefect | undefined {
  if (!isLocalDate(text)) return { field: 'establishedOn', code: 'DATE_FORMAT' };
  return today !== undefined && text > today ? { field: 'establishedOn', code: 'DATE_IN_FUTURE' } : undefined;
}

/**
 * What code and address say against a declared district. The district stays declared and verified; a disagreement is a
 * warning for the officer, never a silent correction (cultivation-talent.md §1.3).
 */
export function districtWarnings(creditCode: CreditCode, address: string, declared: string): Warning[] {
  const byPrefix = districtOfPrefix(districtPrefix(creditCode))?.code;
  const byAddress = districtOfAddress(address)?.code;
  if (declared === CITY_CODE && !byPrefix && !byAddress) return [...unknownDistrict(creditCode)];
  const disagrees = [byPrefix, byAddress].some((code) => code !== undefined && code !== declared);
  if (!disagrees) return [];
  const detail = `declared ${declared}, credit code ${byPrefix ?? '-'}, address ${byAddress ?? '-'}`;
  return [{ code: 'WARN_DISTRICT_MISMATCH', detail }];
}

/**
 * The district of a row of the public register, which declares none: the address names where the enterprise is, the code where
 * it was registered. The address is followed; when the two disagree, or neither names a district, a warning says so (§1.3).
 */
export function proposedDistrict(creditCode: CreditCode, address: string) {
  const prefix = districtPrefix(creditCode);
  const { district, warning } = proposeDistrict(prefix, address);
  if (!district) return { districtCode: CITY_CODE, warnings: unknownDistrict(creditCode) };
  if (!warning) return { districtCode: district.code, warnings: NO_WARNINGS };
  const detail = `credit code ${districtOfPrefix(prefix)?.code ?? '-'}, address ${district.code}`;
  return { districtCode: district.code, warnings: [{ code: warning, detail } satisfies Warning] };
}

const NO_WARNINGS: readonly Warning[] = [];

function unknownDistrict(creditCode: CreditCode): readonly Warning[] {
  const detail = `neither ${districtPrefix(creditCode)} nor the address names a district`;
  return [{ code: 'WARN_DISTRICT_UNKNOWN', detail }];
}
