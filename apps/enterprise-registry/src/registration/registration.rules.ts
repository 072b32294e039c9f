import { type Defect, refuse } from '@gusu/contracts';
import {
  type Actor,
  checkCreditCode,
  type CreditCode,
  findDistrict,
  type LocalDate,
  localDateOf,
  parseCreditCode,
  parseLocalDate,
  type WorkingDayOverrides,
} from '@gusu/values';
import { workingDaysIfKnown } from '../deadline/working-day.rules.js';
import {
  capitalDefects,
  creditCodeDefect,
  defectOf,
  districtWarnings,
  establishedOnDefect,
  type FactDefect,
  textDefect,
  type TextField,
} from '../enterprise/enterprise-facts.rules.js';
import { type Enterprise, type EnterpriseFacts, isSyntheticCode } from '../enterprise/enterprise.js';
import { isAdminOf } from '../enterprise/enterprise-officer.rules.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';
import { readCapital } from '../enterprise/registered-capital.js';
import type { RegistrationApplication, ResubmittedFacts } from './registration.js';

const DISTRICT_UNKNOWN: FactDefect = { field: 'districtCode', code: 'DISTRICT_UNKNOWN' };
const isRequired = (field: TextField) => field === 'name' || field === 'address';

/**
 * All defects of an application at once (cultivation-talent.md §1.1, §18): USCC_*, NAME_MISSING, REQUIRED, TOO_LONG,
 * CONTROL_CHARACTER, PERSONAL_NUMBER, DATE_FORMAT, DATE_IN_FUTURE, CAPITAL_FORMAT, UNIT_SUSPECT, NOT_ALLOWED, DISTRICT_UNKNOWN.
 * `today` is the day in Asia/Shanghai. Where the shape of a request is wrong already, what is left of it is judged the same way, but
 * without a day.
 */
export function applicationDefects(
  application: Partial<RegistrationApplication>,
  today?: LocalDate,
): Defect[] {
  const { creditCode, establishedOn, districtCode } = application;
  const found = [
    creditCode === undefined ? undefined : creditCodeDefect(creditCode),
    textDefect('name', application.name, isRequired),
    establishedOn === undefined ? undefined : establishedOnDefect(establishedOn, today),
    textDefect('entityType', application.entityType, isRequired),
    ...capitalDefects(application.registeredCapital),
    textDefect('businessScope', application.businessScope, isRequired),
    textDefect('address', application.address, isRequired),
    districtCode === undefined || findDistrict(districtCode) ? undefined : DISTRICT_UNKNOWN,
  ];
  return found.filter((defect) => defect !== undefined).map(defectOf);
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
  const checked = checkCreditCode(application.creditCode);
  // Whose enterprise it is can be asked of a code that is one; otherwise the code is among the defects.
  if ('code' in checked) requireOwnEnterprise(checked.code, registrant);
  const defects = applicationDefects(application, today);
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  return draftOf(parseCreditCode(application.creditCode), application, { registrant, now });
}

/** The first version of an enterprise whose application has no defects. */
export function draftOf(
  creditCode: CreditCode,
  application: RegistrationApplication,
  { registrant, now }: { registrant: Actor; now: Date },
): Enterprise {
  return {
    creditCode,
    ...factsOf(application),
    status: 'pendingVerification',
    formerNames: [],
    effectiveOn: localDateOf(now),
    source: 'registration',
    isSynthetic: isSyntheticCode(creditCode),
    warnings: districtWarnings(creditCode, application.address, application.districtCode),
    rejectionReasons: [],
    submittedBy: registrant.id,
    version: 1,
    recordedAt: now,
  };
}

/** An officer of the district verifies a registration within five working days (cultivation-talent.md §2, a default of ours). */
export const VERIFICATION_WORKING_DAYS = 5;

/** The last of them; none where the holidays are not known yet, which keeps nobody from registering. */
export function verificationDueOn(
  { recordedAt }: Pick<Enterprise, 'recordedAt'>,
  calendar: WorkingDayOverrides,
): LocalDate | undefined {
  return workingDaysIfKnown(localDateOf(recordedAt), VERIFICATION_WORKING_DAYS, calendar);
}

/**
 * A rejected enterprise hands in its facts again.
 * @throws enterprise/not-your-enterprise, enterprise/move-not-legal; request/invalid with every defect
 */
export function resubmitEnterprise(
  enterprise: Enterprise,
  application: ResubmittedFacts,
  { registrant, now }: { registrant: Actor; now: Date },
): Enterprise {
  requireOwnEnterprise(enterprise.creditCode, registrant);
  const defects = applicationDefects(application, localDateOf(now));
  return {
    ...nextVersion(enterprise, 'resubmit', { now, defects }),
    ...factsOf(application),
    warnings: districtWarnings(enterprise.creditCode, application.address, application.districtCode),
    rejectionReasons: [],
    submittedBy: registrant.id,
    verifiedBy: undefined,
  };
}

function requireOwnEnterprise(creditCode: CreditCode, registrant: Actor): void {
  if (isAdminOf({ creditCode }, registrant)) return;
  throw refuse('enterprise/not-your-enterprise', { creditCode });
}

function factsOf(application: ResubmittedFacts): EnterpriseFacts {
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
