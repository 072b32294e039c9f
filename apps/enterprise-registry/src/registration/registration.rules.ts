import { type Defect, refuse } from '@gusu/contracts';
import {
  type Actor,
  findDistrict,
  hasRole,
  type LocalDate,
  localDateOf,
  parseCreditCode,
  parseLocalDate,
} from '@gusu/values';
import {
  creditCodeDefect,
  districtWarnings,
  establishedOnDefect,
  type FactDefect,
  textDefect,
  type TextField,
} from '../enterprise/enterprise-facts.rules.js';
import { type Enterprise, type EnterpriseFacts, isSyntheticCode } from '../enterprise/enterprise.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';
import { CAPITAL_CURRENCIES, readCapital } from '../enterprise/registered-capital.js';
import type { RegistrationApplication } from './registration.js';

const isRequired = (field: TextField) => field === 'name' || field === 'address';

/**
 * All defects of an application at once (cultivation-talent.md §1.1, §18): USCC_*, NAME_MISSING, REQUIRED, TOO_LONG,
 * CONTROL_CHARACTER, DATE_FORMAT, DATE_IN_FUTURE, CAPITAL_FORMAT, UNIT_SUSPECT, NOT_ALLOWED, DISTRICT_UNKNOWN.
 * `today` is the day in Asia/Shanghai.
 */
export function applicationDefects(application: RegistrationApplication, today: LocalDate): Defect[] {
  const { entityType = '', businessScope = '' } = application;
  const found = [
    creditCodeDefect(application.creditCode),
    textDefect('name', application.name, isRequired),
    establishedOnDefect(application.establishedOn, today),
    textDefect('entityType', entityType, isRequired),
    capitalDefect(application.registeredCapital),
    textDefect('businessScope', businessScope, isRequired),
    textDefect('address', application.address, isRequired),
    findDistrict(application.districtCode)
      ? undefined
      : ({ field: 'districtCode', code: 'DISTRICT_UNKNOWN' } satisfies FactDefect),
  ];
  return found.filter((defect) => defect !== undefined).map(defectOf);
}

function capitalDefect(capital: RegistrationApplication['registeredCapital']): FactDefect | undefined {
  if (!capital) return undefined;
  if (!CAPITAL_CURRENCIES.includes(capital.currency))
    return { field: 'registeredCapital/currency', code: 'NOT_ALLOWED' };
  const { defect } = readCapital(capital.amount, capital.unit, capital.currency);
  return defect && { field: 'registeredCapital/amount', code: defect };
}

export function defectOf({ field, code, hint }: FactDefect): Defect {
  return { pointer: `/${field}`, code, ...(hint && { detail: `${hint}?` }) };
}

/**
 * An enterprise registers itself; an officer of the declared district verifies it afterwards. Code and address are compared with
 * the declared district, a disagreement is a warning for the officer (§1.3).
 * @throws enterprise/not-your-enterprise; request/invalid with every defect
 */
export function registerEnterprise(
  application: RegistrationApplication,
  { registrant, now }: { registrant: Actor; now: Date },
): Enterprise {
  const today = localDateOf(now);
  const defects = applicationDefects(application, today);
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  const creditCode = parseCreditCode(application.creditCode);
  requireOwnEnterprise(creditCode, registrant);
  return {
    creditCode,
    ...factsOf(application),
    status: 'pendingVerification',
    formerNames: [],
    effectiveOn: today,
    source: 'registration',
    isSynthetic: isSyntheticCode(creditCode),
    warnings: districtWarnings(creditCode, application.address, application.districtCode),
    rejectionReasons: [],
    submittedBy: registrant.id,
    version: 1,
    recordedAt: now,
  };
}

/**
 * A rejected enterprise hands in its facts again.
 * @throws enterprise/not-your-enterprise, enterprise/move-not-legal; request/invalid with every defect
 */
export function resubmitEnterprise(
  enterprise: Enterprise,
  application: RegistrationApplication,
  { registrant, now }: { registrant: Actor; now: Date },
): Enterprise {
  requireOwnEnterprise(enterprise.creditCode, registrant);
  const moved = nextVersion(enterprise, 'resubmit', { now });
  const defects = applicationDefects(application, localDateOf(now));
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  return {
    ...moved,
    ...factsOf(application),
    warnings: districtWarnings(enterprise.creditCode, application.address, application.districtCode),
    rejectionReasons: [],
    submittedBy: registrant.id,
    verifiedBy: undefined,
  };
}

function requireOwnEnterprise(creditCode: string, registrant: Actor): void {
  if (hasRole(registrant, 'enterprise-admin') && registrant.enterprise === creditCode) return;
  throw refuse('enterprise/not-your-enterprise', { creditCode });
}

function factsOf(application: RegistrationApplication): EnterpriseFacts {
  const { registeredCapital: declared } = application;
  const reading = declared && readCapital(declared.amount, declared.unit, declared.currency);
  return {
    name: application.name.trim(),
    establishedOn: parseLocalDate(application.establishedOn),
    entityType: application.entityType?.trim() || undefined,
    registeredCapital: reading?.defect === undefined ? reading?.capital : undefined,
    businessScope: application.businessScope?.trim() || undefined,
    address: application.address.trim(),
    districtCode: application.districtCode,
  };
}
