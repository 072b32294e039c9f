import { type Role, ROLES } from '@gusu/values';

const ENTERPRISE: readonly Role[] = ['enterprise-admin', 'enterprise-staff'];
const DISTRICT: readonly Role[] = ['district-clerk', 'district-lead'];
const CITY: readonly Role[] = ['city-officer', 'city-lead'];
const OFFICERS: readonly Role[] = [...DISTRICT, ...CITY];
const CLAIM_READERS: readonly Role[] = ['bank', 'agency', ...CITY, 'finance', 'pool-cashier', 'auditor'];

/**
 * Who may do what (cultivation-talent.md §7.0): the one table. A role opens the door; how far its scope reaches
 * (own enterprise, own bank, own district) is decided in the SQL behind it.
 */
export const PERMISSIONS = {
  'enterprise.register': ['enterprise-admin'],
  'enterprise.register-by-exception': CITY,
  'enterprise.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'enterprise.search': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'enterprise.verify': OFFICERS,
  'enterprise.change': ['enterprise-admin', ...CITY],
  'enterprise.relocate': CITY,
  'enterprise.cancel': CITY,
  'enterprise.feed': [...CITY, 'auditor'],
  'enterprise.import': CITY,
  'evidence.upload': [...ENTERPRISE, ...OFFICERS],
  'evidence.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'fact.declare': ENTERPRISE,
  'fact.amend': [...ENTERPRISE, ...OFFICERS],
  'fact.submit': ['enterprise-admin'],
  'fact.verify': OFFICERS,
  'fact.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'credit-event.record': OFFICERS,
  'credit-event.import': CITY,
  'qualification.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'qualification.import': CITY,
  'qualification.manage': CITY,
  'cultivation-pool.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'assessment.draft': ENTERPRISE,
  'assessment.submit': ['enterprise-admin'],
  'assessment.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'assessment.check': ['district-clerk'],
  'assessment.recommend': ['district-lead'],
  'assessment.decide-manually': DISTRICT,
  'assessment.review': CITY,
  'expert.manage': CITY,
  'expert-review.mark': ['expert'],
  'expert-review.read': [...CITY, 'auditor'],
  'public-notice.manage': CITY,
  'objection.file': ROLES,
  'objection.decide': CITY,
  'objection.read': [...CITY, 'auditor'],
  'policy.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'policy.propose': CITY,
  'policy.approve': CITY,
  'policy.preview': [...CITY, 'auditor'],
  'near-next-rung.read': [...OFFICERS, 'auditor'],
  'batch.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'batch.keep': CITY,
  'holiday-notice.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'holiday-notice.keep': CITY,
  'worklist.read': OFFICERS,
  'prospect.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'dead-letter.read': [...CITY, 'system-admin', 'auditor'],
  'dead-letter.settle': [...CITY, 'system-admin'],
  'partner-bank.manage': CITY,
  'partner-bank.read': [...CITY, 'bank', 'auditor'],
  'bank-event.post': ['bank'],
  'bank-event.confirm': CITY,
  'bank-event.read': ['bank', ...CITY, 'auditor'],
  'callback.read': ['bank', ...CITY, 'auditor'],
  'callback.retry': ['bank', ...CITY],
  'discrepancy.read': ['bank', ...CITY, 'auditor'],
  'discrepancy.resolve': CITY,
  'loan.read': ['bank', ...CITY, 'auditor'],
  'filing.read': [...ENTERPRISE, ...OFFICERS, 'bank', 'finance', 'auditor'],
  'filing-revocation.request': CITY,
  'filing-revocation.decide': CITY,
  'filing-revocation.read': [...CITY, 'finance', 'auditor'],
  'exposure.read': [...ENTERPRISE, 'bank', ...OFFICERS, 'auditor'],
  'filing-room.read': [...ENTERPRISE, ...OFFICERS, 'auditor'],
  'report.read': [...CITY, 'finance', 'auditor'],
  'programme.read': [...ENTERPRISE, ...OFFICERS, 'bank', 'finance', 'auditor'],
  'pool.open': CITY,
  'pool.read': [...CITY, 'finance', 'auditor'],
  'pool-top-up.request': ['finance'],
  'pool-top-up.decide': ['finance', 'city-lead'],
  'fuse.read': [...CITY, 'finance', 'bank', 'auditor'],
  'fuse-change.read': [...CITY, 'finance', 'auditor'],
  'fuse-lift.request': [...CITY, 'finance'],
  'fuse-lift.decide': ['city-lead', 'finance'],
  'claim.draft': ['bank'],
  'claim.submit': ['bank'],
  'claim.withdraw': ['bank'],
  'claim.read': CLAIM_READERS,
  'claim.review': ['agency'],
  'claim.verify': CITY,
  'claim.reject': ['agency', ...CITY, 'finance'],
  'claim.suspend': CITY,
  'claim.approve': ['finance'],
  'claim.pay': ['pool-cashier'],
  'audit-package.read': [...CITY, 'finance', 'auditor'],
  'claim-report.read': [...CITY, 'finance', 'auditor'],
  'recovery.read': CLAIM_READERS,
  'recovery.close': CITY,
  'remittance.read': CLAIM_READERS,
  'remittance.record': ['pool-cashier'],
  'remittance.reconcile': ['finance'],
  'remittance.set-off': ['finance'],
  'loan-policy.read': [...ENTERPRISE, ...OFFICERS, 'bank', 'finance', 'auditor'],
  'loan-policy.propose': CITY,
  'loan-policy.approve': [...CITY, 'finance'],
  'lpr-quote.read': [...ENTERPRISE, ...OFFICERS, 'bank', 'finance', 'auditor'],
  'lpr-quote.enter': [...CITY, 'finance'],
  'lpr-quote.decide': [...CITY, 'finance'],
  'enterprise-copy.read': [...CITY, 'auditor'],
  'enterprise-copy.rebuild': [...CITY, 'system-admin'],
  'audit.read': ['auditor', 'audit-admin'],
} as const satisfies Record<string, readonly Role[]>;

export type PermissionName = keyof typeof PERMISSIONS;

const ALLOWED = new Map<string, ReadonlySet<Role>>(
  Object.entries(PERMISSIONS).map(([name, roles]) => [name, new Set<Role>(roles)]),
);

/** Whether one of these roles holds the permission. */
export function mayDo(permission: PermissionName, roles: readonly Role[]): boolean {
  const allowed = ALLOWED.get(permission);
  return allowed !== undefined && roles.some((role) => allowed.has(role));
}
