import type { DeclaredCapital } from '../enterprise/registered-capital.js';

/** What an enterprise hands in about itself, as texts: the rules say everything that is wrong with it at once. */
export interface RegistrationApplication {
  creditCode: string;
  name: string;
  establishedOn: string;
  entityType?: string;
  registeredCapital?: DeclaredCapital;
  businessScope?: string;
  address: string;
  districtCode: string;
}
