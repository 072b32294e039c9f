import { type Defect, refuse } from '@gusu/contracts';
import {
  type Actor,
  checkCreditCode,
  hasRole,
  type LocalDate,
  localDateOf,
  writtenCreditCode,
} from '@gusu/values';
import { creditCodeDefect, defectOf } from '../enterprise/enterprise-facts.rules.js';
import type { Enterprise } from '../enterprise/enterprise.js';
import { applicationDefects, draftOf } from './registration.rules.js';
import type { ExceptionApplication, RegistrationApplication } from './registration.js';

/** All defects at once, as of every application; wrong check characters are none of them, for they are what the exception is about. */
export function exceptionDefects(
  { creditCode, ...facts }: Partial<RegistrationApplication>,
  today?: LocalDate,
): Defect[] {
  const isWritten = creditCode === undefined || writtenCreditCode(creditCode) !== undefined;
  const defect = isWritten ? undefined : creditCodeDefect(creditCode);
  return [...(defect ? [defectOf(defect)] : []), ...applicationDefects(facts, today)];
}

/**
 * An officer of the city registers an enterprise whose code fails its check characters, and says why (cultivation-talent.md §1.1). What is
 * no code at all, by length or by characters, is nobody's exception. Like every draft it waits for another person, who wants to see the paper.
 * @throws permission/denied; request/invalid with every defect but USCC_ORG_CHECK and USCC_CHECK; enterprise/code-in-order
 */
export function registerByException(
  { checkOverrideReason: reason, ...application }: ExceptionApplication,
  { officer, now }: { officer: Actor; now: Date },
): Enterprise {
  if (!hasRole(officer, 'city-officer', 'city-lead')) throw refuse('permission/denied');
  const defects = exceptionDefects(application, localDateOf(now));
  const creditCode = writtenCreditCode(application.creditCode);
  if (creditCode === undefined || defects.length > 0) throw refuse('request/invalid', {}, defects);
  if ('code' in checkCreditCode(creditCode)) throw refuse('enterprise/code-in-order', { creditCode });
  const draft = draftOf(creditCode, application, { registrant: officer, now });
  return { ...draft, identifierException: { reason, registeredBy: officer.id } };
}
