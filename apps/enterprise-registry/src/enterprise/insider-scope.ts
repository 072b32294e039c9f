import { type Actor, hasRole } from '@gusu/values';

/**
 * The condition under which a row of `enterprise` exists for somebody who may look into its facts: the city and the auditors see all,
 * district officers the enterprises of their district, an enterprise itself alone, everybody else none. It applies to the columns
 * `credit_code` and `district_code`; `at` is the number of the first free parameter.
 */
export function insiderScope(actor: Actor, at: number): { sql: string; values: string[] } {
  if (hasRole(actor, 'city-officer', 'city-lead', 'auditor')) return { sql: 'true', values: [] };
  if (hasRole(actor, 'district-clerk', 'district-lead'))
    return { sql: `district_code = $${at}::text`, values: [actor.district ?? ''] };
  if (hasRole(actor, 'enterprise-admin', 'enterprise-staff'))
    return { sql: `credit_code = $${at}::text`, values: [actor.enterprise ?? ''] };
  return { sql: 'false', values: [] };
}
