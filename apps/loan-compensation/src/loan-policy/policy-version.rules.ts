import { refuse } from '@gusu/contracts';
import type { LoanPolicy } from '@gusu/policies';
import { addDays, localDateOf, move } from '@gusu/values';
import { POLICY_MOVES, type PolicyStatus, type PolicyVersion } from './policy-version.js';

export interface PolicyActing {
  actorId: string;
  now: Date;
}

/**
 * A new version of a programme, which rules nothing yet (funding.md §6.7). Versions are numbered without a gap, and none begins before it
 * could be published: a filing keeps the version of its day.
 * @throws Refusal loan-policy/version-taken, loan-policy/version-skipped, loan-policy/begins-too-early
 */
export function proposePolicy(
  policy: LoanPolicy,
  latestVersion: number,
  { actorId, now }: PolicyActing,
): PolicyVersion {
  const { programme, version, effective } = policy;
  if (version <= latestVersion) throw refuse('loan-policy/version-taken', { programme, version });
  if (version > latestVersion + 1)
    throw refuse('loan-policy/version-skipped', { programme, version: latestVersion + 1 });
  requireFuture(policy, now);
  return {
    policy,
    status: 'draft',
    isShipped: false,
    effectiveTo: effective.to,
    proposedBy: actorId,
    proposedAt: now,
    firstApprovedBy: null,
    secondApprovedBy: null,
    publishedAt: null,
  };
}

/** What an approval changes: the version, and the open one before it, which then ends the day before. */
export interface Approved {
  version: PolicyVersion;
  ended?: PolicyVersion;
}

/**
 * The first approval is kept, the second publishes (funding.md §6.7). Three persons take part: whoever proposed it and two others.
 * @param published the other published versions of the programme
 * @throws Refusal loan-policy/four-eyes, loan-policy/move-not-legal, loan-policy/begins-too-early, loan-policy/overlap
 */
export function approvePolicy(
  version: PolicyVersion,
  published: readonly PolicyVersion[],
  { actorId, now }: PolicyActing,
): Approved {
  if (actorId === version.proposedBy || actorId === version.firstApprovedBy)
    throw refuse('loan-policy/four-eyes');
  const isSecond = version.firstApprovedBy !== null;
  const status = movePolicy(version, isSecond ? 'publish' : 'approve');
  requireFuture(version.policy, now);
  if (!isSecond) return { version: { ...version, status, firstApprovedBy: actorId } };
  const ended = predecessorToEnd(version, published);
  return {
    version: { ...version, status, secondApprovedBy: actorId, publishedAt: now },
    ...(ended && { ended }),
  };
}

/** Takes a draft back; its number stays used. @throws Refusal loan-policy/move-not-legal */
export function withdrawPolicy(version: PolicyVersion): PolicyVersion {
  return { ...version, status: movePolicy(version, 'withdraw') };
}

function movePolicy({ status, policy }: PolicyVersion, name: keyof typeof POLICY_MOVES): PolicyStatus {
  const moved = move<PolicyStatus, keyof typeof POLICY_MOVES>(POLICY_MOVES, name, status);
  if (!moved) throw refuse('loan-policy/move-not-legal', { policyId: policy.id, status });
  return moved;
}

function requireFuture({ effective }: LoanPolicy, now: Date): void {
  if (effective.from <= localDateOf(now))
    throw refuse('loan-policy/begins-too-early', { effectiveFrom: effective.from });
}

// Only an open end may be closed: what was published with a last day is relied upon up to it.
function predecessorToEnd(
  { policy }: PolicyVersion,
  published: readonly PolicyVersion[],
): PolicyVersion | undefined {
  const { from, to } = policy.effective;
  const meeting = published.filter(
    (other) =>
      (other.effectiveTo === null || from <= other.effectiveTo) &&
      (to === null || other.policy.effective.from <= to),
  );
  const [predecessor] = meeting;
  if (!predecessor) return undefined;
  const isClosable = predecessor.effectiveTo === null && predecessor.policy.effective.from < from;
  if (meeting.length > 1 || !isClosable)
    throw refuse('loan-policy/overlap', { policyId: predecessor.policy.id });
  return { ...predecessor, effectiveTo: addDays(from, -1) };
}
