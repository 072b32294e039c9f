import type { EnterpriseProfile as PolicyProfile, Sourced } from '@gusu/policies';
import type { Declaration } from '../enterprise/declaration.js';
import { DOSSIER_KINDS } from '../dossier/dossier.js';

/** Kinds of facts an enterprise can say it has none of: silence alone means that nothing is known (cultivation-talent.md §0.3). */
export const NONE_KINDS = ['intellectualProperty', ...DOSSIER_KINDS] as const;
export type NoneKind = (typeof NONE_KINDS)[number];

/** What the register does not know of an enterprise as such. */
export type ProfileFacts = Partial<
  Omit<PolicyProfile, keyof Sourced | 'creditCode' | 'establishedOn' | 'districtCode' | 'entityType'>
>;

/** One version of what an enterprise says it is; the newest verified one counts, else the newest one that waits. */
export interface EnterpriseProfile extends Declaration {
  version: number;
  facts: ProfileFacts;
  noneOf: readonly NoneKind[];
}

/** A profile as it stands: at most one version is verified and at most one waits. */
export interface StandingProfile {
  verified?: EnterpriseProfile;
  waiting?: EnterpriseProfile;
  /** The number of the newest version, 0 when there is none. */
  newestVersion: number;
}
