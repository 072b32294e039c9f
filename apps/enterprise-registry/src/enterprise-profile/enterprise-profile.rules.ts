import { type Defect, refuse } from '@gusu/contracts';
import type { FactDecision } from '../enterprise/declaration.js';
import {
  type ActingFacts,
  decideDeclaration,
  declare,
  endDeclaration,
} from '../enterprise/declaration.rules.js';
import type { EnterpriseProfile, NoneKind, ProfileFacts, StandingProfile } from './enterprise-profile.js';

/**
 * An enterprise says what it is. What waited before is withdrawn by it; a verified version stands until an officer has verified the
 * new one.
 * @throws enterprise/not-your-enterprise; request/invalid with every defect
 */
export function declareProfile(
  { waiting, newestVersion }: StandingProfile,
  declared: { facts: ProfileFacts; noneOf: readonly NoneKind[]; evidenceIds: readonly string[] },
  defects: readonly Defect[],
  acting: ActingFacts,
): { profile: EnterpriseProfile; ended?: EnterpriseProfile } {
  const { facts, noneOf, evidenceIds } = declared;
  const declaration = declare(evidenceIds, acting);
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  return {
    profile: { ...declaration, facts, noneOf, version: newestVersion + 1 },
    ended: waiting && endDeclaration(waiting, acting.now),
  };
}

/**
 * An officer of the district verifies the version that waits, which then takes the place of the verified one, or rejects it.
 * @throws enterprise/not-your-district, declaration/not-found, declaration/self-verification
 */
export function decideProfile(
  { waiting, verified }: StandingProfile,
  decision: FactDecision,
  acting: ActingFacts,
): { profile: EnterpriseProfile; ended?: EnterpriseProfile } {
  if (!waiting) throw refuse('declaration/not-found', { creditCode: acting.enterprise.creditCode });
  const profile = decideDeclaration(waiting, decision, acting);
  if (profile.status !== 'verified') return { profile };
  return { profile, ended: verified && endDeclaration(verified, acting.now) };
}
