import type { CreditCode, LocalDate, Moves } from '@gusu/values';
import type { RegisteredCapital } from './registered-capital.js';

export const ENTERPRISE_STATUSES = [
  'pendingVerification',
  'rejected',
  'active',
  'suspended',
  'cancelled',
  'revoked',
  'movedOut',
] as const;
export type EnterpriseStatus = (typeof ENTERPRISE_STATUSES)[number];

/** A draft is not yet part of the register: only its enterprise and the officers of its district see it. */
export const DRAFT_STATUSES = [
  'pendingVerification',
  'rejected',
] as const satisfies readonly EnterpriseStatus[];

export function isDraft({ status }: Pick<Enterprise, 'status'>): boolean {
  return (DRAFT_STATUSES as readonly EnterpriseStatus[]).includes(status);
}

/** cultivation-talent.md §2: the registration states. `change`, `confirm` and `relocate` keep the status and make a new version. */
export const ENTERPRISE_MOVES = {
  accept: { from: ['pendingVerification'], to: 'active' },
  reject: { from: ['pendingVerification'], to: 'rejected' },
  resubmit: { from: ['rejected'], to: 'pendingVerification' },
  change: { from: ['active'], to: 'active' },
  confirm: { from: ['active'], to: 'active' },
  relocate: { from: ['active'], to: 'active' },
  suspend: { from: ['active'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'active' },
  cancel: { from: ['active', 'suspended'], to: 'cancelled' },
  revoke: { from: ['active', 'suspended'], to: 'revoked' },
  moveOut: { from: ['active'], to: 'movedOut' },
} as const satisfies Moves<EnterpriseStatus>;
export type EnterpriseMove = keyof typeof ENTERPRISE_MOVES;

export interface FormerName {
  name: string;
  /** The first day on which the enterprise no longer carried this name. */
  until: LocalDate;
}

export interface RejectionReason {
  code: string;
  detail: string;
}

export const WARNING_CODES = [
  'WARN_DISTRICT_MISMATCH',
  'WARN_DISTRICT_UNKNOWN',
  'WARN_FACTS_DIFFER',
  'WARN_PENDING_VERIFICATION',
  'WARN_SELF_DECLARED',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** Something a person has to look at; it hinders nothing. */
export interface Warning {
  code: WarningCode;
  detail: string;
}

/** What an enterprise says about itself and an officer confirms. */
export interface EnterpriseFacts {
  name: string;
  establishedOn: LocalDate;
  entityType?: string;
  registeredCapital?: RegisteredCapital;
  businessScope?: string;
  address: string;
  districtCode: string;
}

/** 识别例外: a code was registered although its check characters are wrong, for this reason and by this person (cultivation-talent.md §1.1). */
export interface IdentifierException {
  reason: string;
  /** Never the person who verifies it. */
  registeredBy: string;
}

/** One version of an enterprise. Versions of a credit code rise by one; each is kept. */
export interface Enterprise extends EnterpriseFacts {
  creditCode: CreditCode;
  status: EnterpriseStatus;
  formerNames: readonly FormerName[];
  /** The day from which this version says how things are; never earlier than that of the version before. */
  effectiveOn: LocalDate;
  source: 'registration' | 'import';
  isSynthetic: boolean;
  identifierException?: IdentifierException;
  warnings: readonly Warning[];
  rejectionReasons: readonly RejectionReason[];
  /** The person who submitted it, so that this person cannot verify it. */
  submittedBy: string;
  verifiedBy?: string;
  version: number;
  /** When this version came into the register. */
  recordedAt: Date;
}

// Credit codes with this block in their organisation code are not allocated to anybody (cultivation-talent.md §1.1).
const SYNTHETIC_BLOCK = 'TE5T';

export function isSyntheticCode(creditCode: CreditCode): boolean {
  return creditCode.slice(8, 12) === SYNTHETIC_BLOCK;
}
