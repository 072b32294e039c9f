import type { CapitalUnit } from '../enterprise/registered-capital.js';

/** What an enterprise hands in about itself, as texts: the rules say everything that is wrong with it at once. */
export interface RegistrationApplication {
  creditCode: string;
  name: string;
  establishedOn: string;
  entityType?: string;
  registeredCapital?: { amount: string; unit: CapitalUnit; currency: string };
  businessScope?: string;
  address: string;
  districtCode: string;
}
