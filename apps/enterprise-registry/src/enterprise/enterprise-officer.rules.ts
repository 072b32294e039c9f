import { refuse } from '@gusu/contracts';
import { type Actor, hasRole } from '@gusu/values';
import type { Enterprise } from './enterprise.js';

/**
 * Only the officers of its district, or of the city, decide about an enterprise (cultivation-talent.md §2).
 * @throws enterprise/not-your-district
 */
export function requireOfficerOf(enterprise: Enterprise, officer: Actor): void {
  if (hasRole(officer, 'city-officer', 'city-lead')) return;
  const isDistrictOfficer = hasRole(officer, 'district-clerk', 'district-lead');
  if (isDistrictOfficer && officer.district === enterprise.districtCode) return;
  throw refuse('enterprise/not-your-district', { creditCode: enterprise.creditCode });
}

/**
 * The enterprise itself may report changes of its own facts; officers may record them.
 * @throws enterprise/not-your-enterprise, enterprise/not-your-district
 */
export function requireInsider(enterprise: Enterprise, actor: Actor): void {
  if (!hasRole(actor, 'enterprise-admin')) return requireOfficerOf(enterprise, actor);
  if (actor.enterprise !== enterprise.creditCode)
    throw refuse('enterprise/not-your-enterprise', { creditCode: enterprise.creditCode });
}

export function isOfficer(actor: Actor): boolean {
  return hasRole(actor, 'district-clerk', 'district-lead', 'city-officer', 'city-lead');
}
