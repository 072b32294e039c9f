import { type Actor, hasRole } from '@gusu/values';

/**
 * The condition under which a row of `assessment` exists for this caller: the city and auditors see all, a district what it recommends, an
 * enterprise its own. `at` is the number of the first free parameter.
 */
export function assessmentsOf(actor: Actor, at: number): { sql: string; values: unknown[] } {
  if (hasRole(actor, 'city-officer', 'city-lead', 'auditor')) return { sql: 'true', values: [] };
  if (hasRole(actor, 'district-clerk', 'district-lead'))
    return {
      sql: `(a.district_code = $${at}::text and a.status <> 'draft')`,
      values: [actor.district ?? ''],
    };
  if (hasRole(actor, 'enterprise-admin', 'enterprise-staff'))
    return { sql: `a.credit_code = $${at}::text`, values: [actor.enterprise ?? ''] };
  return { sql: 'false', values: [] };
}
