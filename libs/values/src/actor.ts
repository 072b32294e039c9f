import type { CreditCode } from './credit-code.js';

/** The roles of cultivation-talent.md §7.0, and of funding.md §13 the agency that reviews claims and the cashier of a pool. */
export const ROLES = [
  'enterprise-admin',
  'enterprise-staff',
  'applicant',
  'district-clerk',
  'district-lead',
  'city-officer',
  'city-lead',
  'talent-office',
  'finance',
  'expert',
  'bank',
  'agency',
  'pool-cashier',
  'auditor',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const;
export type Role = (typeof ROLES)[number];

/** Who acts, and how far this person's scope reaches. */
export interface Actor {
  id: string;
  roles: readonly Role[];
  /** The enterprise this person acts for. */
  enterprise?: CreditCode;
  /** The bank this person or system acts for. */
  bank?: string;
  /** The district this officer serves; city officers have none. */
  district?: string;
  department?: string;
}

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}
