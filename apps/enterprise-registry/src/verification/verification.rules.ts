import { type DomainEvent, EnterpriseRegistered, refuse } from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import type { Enterprise, RejectionReason } from '../enterprise/enterprise.js';
import { requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import { stateOf } from '../enterprise/enterprise-state.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';
import type { EvidenceKind } from '../evidence/evidence.js';

export type VerificationDecision =
  { decision: 'accept' } | { decision: 'reject'; reasons: readonly RejectionReason[] };

/** Why a registration went back, in one line for the audit chain. */
export function reasonOf(decision: VerificationDecision): string | undefined {
  if (decision.decision === 'accept') return undefined;
  return decision.reasons.map(({ code, detail }) => `${code} ${detail}`).join('; ');
}

/**
 * An officer of the declared district accepts or rejects a registration, never the person who submitted it
 * (cultivation-talent.md §2). Accepting makes the enterprise active from today and announces it. A code with wrong check characters takes
 * two officers and the paper it stands on (§1.1).
 * @throws enterprise/not-your-district, enterprise/self-verification, enterprise/move-not-legal, enterprise/licence-missing
 */
export function verifyEnterprise(
  enterprise: Enterprise,
  decision: VerificationDecision,
  { officer, now, evidence }: { officer: Actor; now: Date; evidence: ReadonlySet<EvidenceKind> },
): { enterprise: Enterprise; event?: DomainEvent } {
  requireOfficerOf(enterprise, officer);
  const { creditCode, submittedBy, identifierException } = enterprise;
  if (officer.id === submittedBy || officer.id === identifierException?.registeredBy)
    throw refuse('enterprise/self-verification', { creditCode });
  if (decision.decision === 'reject') {
    const rejected = nextVersion(enterprise, 'reject', { now });
    return { enterprise: { ...rejected, rejectionReasons: decision.reasons, verifiedBy: officer.id } };
  }
  const active = { ...nextVersion(enterprise, 'accept', { now }), verifiedBy: officer.id };
  if (identifierException && !evidence.has('BUSINESS_LICENCE'))
    throw refuse('enterprise/licence-missing', { creditCode });
  const event = EnterpriseRegistered.of(
    active.creditCode,
    { ...stateOf(active), source: active.source },
    now,
  );
  return { enterprise: active, event };
}
