import { refuse } from '@gusu/contracts';
import { type Actor, hasRole } from '@gusu/values';
import type { Enterprise } from './enterprise.js';

/**
 * Only the officers of its district, or of the city, decide about an enterprise (cultivation-talent.md §2).
 * @throws enterprise/not-your-district
 */
export function requireOfficerOf(enterprise: Enterprise, officer: Actor): void {
  if (isOfficerOf(enterprise, officer)) return;
  throw refuse('enterprise/not-your-district', { creditCode: enterprise.creditCode });
}

/**
 * The enterprise itself may report changes of its own facts; officers may record them.
 * @throws enterprise/not-your-enterprise, enterprise/not-your-district
 */
export function requireInsider(enterprise: Enterprise, actor: Actor): void {
  if (isAdminOf(enterprise, actor) || isOfficerOf(enterprise, actor)) return;
  const isAdmin = hasRole(actor, 'enterprise-admin');
  const code = isAdmin ? 'enterprise/not-your-enterprise' : 'enterprise/not-your-district';
  throw refuse(code, { creditCode: enterprise.creditCode });
}

/** Whoever acts for an enterprise speaks for it, also when the same person is an officer elsewhere. */
export function isAdminOf({ creditCode }: Pick<Enterprise, 'creditCode'>, actor: Actor): boolean {
  return hasRole(actor, 'enterprise-admin') && actor.enterprise === creditCode;
}

function isOfficerOf(enterprise: Enterprise, actor: Actor): boolean {
  if (hasRole(actor, 'city-officer', 'city-lead')) return true;
  return hasRole(actor, 'district-clerk', 'district-lead') && actor.district === enterprise.districtCode;
}
