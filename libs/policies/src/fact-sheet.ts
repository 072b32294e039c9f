import type { AnnualFacts } from './annual-facts.js';
import type {
  Award,
  Certification,
  CreditEvent,
  EquityFinancing,
  HeldQualification,
  IntellectualProperty,
  PlatformScore,
  RdInstitution,
  SegmentMarket,
  StandardLed,
} from './dossier.js';
import type { EnterpriseProfile } from './enterprise-profile.js';

/**
 * Everything a policy may look at, for one enterprise, as plain immutable values.
 * An absent list means that the enterprise has declared nothing of the kind and has not said that there is none: it is unknown.
 * An empty list means that there is none. Credit events and qualifications are the bureau's own records and always known.
 */
export interface FactSheet {
  profile: EnterpriseProfile;
  annualFacts: readonly AnnualFacts[];
  intellectualProperty?: readonly IntellectualProperty[];
  awards?: readonly Award[];
  institutions?: readonly RdInstitution[];
  standards?: readonly StandardLed[];
  segments?: readonly SegmentMarket[];
  certifications?: readonly Certification[];
  equityFinancings?: readonly EquityFinancing[];
  platformScores?: readonly PlatformScore[];
  creditEvents: readonly CreditEvent[];
  qualifications: readonly HeldQualification[];
}
