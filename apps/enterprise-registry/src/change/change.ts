import type { DeclaredCapital } from '../enterprise/registered-capital.js';

/** The facts that a change may replace; what is absent stays. The district changes by relocation alone. */
export interface ChangeRequest {
  name?: string;
  entityType?: string;
  registeredCapital?: DeclaredCapital;
  businessScope?: string;
  address?: string;
  effectiveOn?: string;
}

export const CHANGEABLE = ['name', 'entityType', 'registeredCapital', 'businessScope', 'address'] as const;
export type ChangeableField = (typeof CHANGEABLE)[number];
