import { refuse } from '@gusu/contracts';
import type { PolicyAction } from '@gusu/policies';
import { hasRole, type Programme } from '@gusu/values';
import type { Enterprise } from '../enterprise/enterprise.js';
import type { Qualification } from '../qualification/qualification.js';
import type { Assessment } from './assessment.js';
import type { Deciding } from './assessment.rules.js';

/**
 * An enterprise that is active begins an application. A review is of a title of its own that is in its last 180 days (cultivation-talent.md §7.2).
 * @throws enterprise/not-your-enterprise, enterprise/move-not-legal, qualification/move-not-legal
 */
export function draftAssessment(
  { creditCode, districtCode, status }: Enterprise,
  {
    programme,
    action,
    choices,
  }: { programme: Programme; action: PolicyAction; choices: Assessment['choices'] },
  { assessmentId, titles, actor, now }: Deciding & { assessmentId: string; titles: readonly Qualification[] },
): Assessment {
  if (!hasRole(actor, 'enterprise-admin', 'enterprise-staff') || actor.enterprise !== creditCode)
    throw refuse('enterprise/not-your-enterprise', { creditCode });
  if (status !== 'active') throw refuse('enterprise/move-not-legal', { creditCode, status, move: 'apply' });
  const reviewed = action === 'review' ? reviewable(programme, titles) : undefined;
  return {
    assessmentId,
    creditCode,
    programme,
    action,
    status: 'draft',
    districtCode,
    choices,
    reviewedQualificationId: reviewed?.qualificationId,
    returns: 0,
    defects: [],
    openedBy: actor.id,
    version: 1,
    openedAt: now,
    recordedAt: now,
  };
}

function reviewable(programme: Programme, titles: readonly Qualification[]): Qualification {
  const title = titles.find((held) => held.programme === programme && held.status === 'expiring');
  if (!title) throw refuse('qualification/move-not-legal', { programme, move: 'startReview' });
  return title;
}
