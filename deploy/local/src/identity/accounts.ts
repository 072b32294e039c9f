import type { Role } from '@gusu/values';

/** A demo account: a person or a system, and at the same time a confidential client of its own. */
export interface Account {
  account: string;
  role: Role;
  enterprise?: string;
  bank?: string;
  district?: string;
}

export const DEMO_BANKS = ['C1000000000001', 'C2000000000002'] as const;

/** One account for every role of cultivation-talent.md §7.0, a second one where isolation is to be tried, and a panel of experts. */
export const ACCOUNTS: readonly Account[] = [
  { account: 'enterprise-admin', role: 'enterprise-admin', enterprise: '91320594TE5T00016Q' },
  { account: 'enterprise-admin-b', role: 'enterprise-admin', enterprise: '91320583TE5T00091K' },
  { account: 'enterprise-staff', role: 'enterprise-staff', enterprise: '91320594TE5T00016Q' },
  { account: 'applicant', role: 'applicant' },
  { account: 'district-clerk', role: 'district-clerk', district: '320571' },
  { account: 'district-lead', role: 'district-lead', district: '320571' },
  { account: 'kunshan-clerk', role: 'district-clerk', district: '320583' },
  { account: 'city-officer', role: 'city-officer' },
  { account: 'city-lead', role: 'city-lead' },
  { account: 'talent-office', role: 'talent-office' },
  { account: 'finance', role: 'finance' },
  { account: 'expert', role: 'expert' },
  { account: 'expert-b', role: 'expert' },
  { account: 'expert-c', role: 'expert' },
  { account: 'expert-d', role: 'expert' },
  { account: 'expert-e', role: 'expert' },
  { account: 'bank-a', role: 'bank', bank: DEMO_BANKS[0] },
  { account: 'bank-b', role: 'bank', bank: DEMO_BANKS[1] },
  { account: 'bank-a-checker', role: 'bank', bank: DEMO_BANKS[0] },
  { account: 'agency', role: 'agency' },
  { account: 'pool-cashier', role: 'pool-cashier' },
  { account: 'auditor', role: 'auditor' },
  { account: 'system-admin', role: 'system-admin' },
  { account: 'security-admin', role: 'security-admin' },
  { account: 'audit-admin', role: 'audit-admin' },
];

/** What a token says of an account besides its name. */
export function claimsOf({ role, enterprise, bank, district }: Account): Record<string, unknown> {
  return {
    roles: [role],
    ...(enterprise === undefined ? {} : { enterprise }),
    ...(bank === undefined ? {} : { bank }),
    ...(district === undefined ? {} : { district }),
  };
}
