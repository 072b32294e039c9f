import { type Actor, hasRole } from '@gusu/values';
import { DRAFT_STATUSES, type Enterprise } from './enterprise.js';

const CITY_ROLES = ['city-officer', 'city-lead', 'auditor'] as const;
const DISTRICT_ROLES = ['district-clerk', 'district-lead'] as const;
const ENTERPRISE_ROLES = ['enterprise-admin', 'enterprise-staff'] as const;
const DRAFTS = DRAFT_STATUSES.map((status) => `'${status}'`).join(', ');

/** A condition on the columns of `enterprise`, and the values of its parameters. */
export interface Scope {
  sql: string;
  values: unknown[];
}

/**
 * The condition under which a row of `enterprise` or `enterprise_version` exists for this caller: city officers see all, district
 * officers what is registered and the drafts of their own district, an enterprise itself alone, everybody else what is registered.
 * Who is several of these sees what each of them sees. `at` is the number of the first free parameter.
 */
export function visibleTo(actor: Actor, at: number): Scope {
  if (hasRole(actor, ...CITY_ROLES)) return { sql: 'true', values: [] };
  const registered = `status not in (${DRAFTS})`;
  const parts: string[] = [];
  const values: unknown[] = [];
  const param = (value: string | undefined) => `$${at + values.push(value ?? '') - 1}::text`;
  if (hasRole(actor, ...DISTRICT_ROLES)) parts.push(registered, `district_code = ${param(actor.district)}`);
  if (hasRole(actor, ...ENTERPRISE_ROLES)) parts.push(`credit_code = ${param(actor.enterprise)}`);
  return parts.length === 0 ? { sql: registered, values } : { sql: `(${parts.join(' or ')})`, values };
}

/** Whether this caller may read what only the enterprise and its officers read: warnings, reasons, who did what. */
export function isInsider(enterprise: Enterprise, actor: Actor): boolean {
  if (hasRole(actor, ...CITY_ROLES)) return true;
  if (hasRole(actor, ...DISTRICT_ROLES) && actor.district === enterprise.districtCode) return true;
  return hasRole(actor, ...ENTERPRISE_ROLES) && actor.enterprise === enterprise.creditCode;
}
