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

/** The same of an enterprise whose code the register knows already. */
export type ResubmittedFacts = Omit<RegistrationApplication, 'creditCode'>;

/** What an officer hands in for an enterprise whose code fails its check characters. */
export interface ExceptionApplication extends RegistrationApplication {
  checkOverrideReason: string;
}
