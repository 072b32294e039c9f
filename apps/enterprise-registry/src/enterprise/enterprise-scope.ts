import { type Actor, hasRole } from '@gusu/values';
import { DRAFT_STATUSES, type Enterprise } from './enterprise.js';

const CITY_ROLES = ['city-officer', 'city-lead', 'auditor'] as const;
const DISTRICT_ROLES = ['district-clerk', 'district-lead'] as const;
const ENTERPRISE_ROLES = ['enterprise-admin', 'enterprise-staff'] as const;
const DRAFTS = DRAFT_STATUSES.map((status) => `'${status}'`).join(', ');

/**
 * The condition under which a row of `enterprise` or `enterprise_version` exists for this caller: city officers see all, district
 * officers the drafts of their own district, an enterprise itself alone, everybody else what is registered.
 * `at` is the number of the first free parameter.
 */
export function visibleTo(actor: Actor, at: number): { sql: string; values: unknown[] } {
  if (hasRole(actor, ...CITY_ROLES)) return { sql: 'true', values: [] };
  const registered = `status not in (${DRAFTS})`;
  if (hasRole(actor, ...DISTRICT_ROLES))
    return { sql: `(${registered} or district_code = $${at}::text)`, values: [actor.district ?? ''] };
  if (hasRole(actor, ...ENTERPRISE_ROLES))
    return { sql: `credit_code = $${at}::text`, values: [actor.enterprise ?? ''] };
  return { sql: registered, values: [] };
}

/** Whether this caller may read what only the enterprise and its officers read: warnings, reasons, who did what. */
export function isInsider(enterprise: Enterprise, actor: Actor): boolean {
  if (hasRole(actor, ...CITY_ROLES)) return true;
  if (hasRole(actor, ...DISTRICT_ROLES)) return actor.district === enterprise.districtCode;
  return hasRole(actor, ...ENTERPRISE_ROLES) && actor.enterprise === enterprise.creditCode;
}
