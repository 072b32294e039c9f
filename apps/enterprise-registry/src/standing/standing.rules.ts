import {
  type DomainEvent,
  EnterpriseCancelled,
  EnterpriseMovedOut,
  EnterpriseReinstated,
  EnterpriseRevoked,
  EnterpriseSuspended,
} from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import type { Enterprise } from '../enterprise/enterprise.js';
import { requireOfficerOf } from '../enterprise/enterprise-officer.rules.js';
import { stateOf } from '../enterprise/enterprise-state.js';
import { reasonDefect } from '../enterprise/plain-text.js';
import { nextVersion } from '../enterprise/enterprise-version.rules.js';

const ANNOUNCEMENTS = {
  suspend: EnterpriseSuspended,
  reinstate: EnterpriseReinstated,
  cancel: EnterpriseCancelled,
  revoke: EnterpriseRevoked,
  moveOut: EnterpriseMovedOut,
} as const;

/** The moves that change whether an enterprise stands in the register as active. */
export type StandingMove = keyof typeof ANNOUNCEMENTS;
export const STANDING_MOVES = Object.keys(ANNOUNCEMENTS) as StandingMove[];

export interface StandingRequest {
  reason: string;
  effectiveOn?: string;
}

/**
 * Suspension while the identity is in doubt, reinstatement, and what the register reports: cancellation (注销), revocation (吊销),
 * moving out of the city (迁出) (cultivation-talent.md §2).
 * The reason goes out with the event, so it names no person by number.
 * @throws enterprise/not-your-district, enterprise/move-not-legal; request/invalid for the reason and the day at once
 */
export function changeStanding(
  enterprise: Enterprise,
  move: StandingMove,
  { reason, effectiveOn }: StandingRequest,
  { officer, now }: { officer: Actor; now: Date },
): { enterprise: Enterprise; event: DomainEvent } {
  requireOfficerOf(enterprise, officer);
  const defect = reasonDefect(reason);
  const defects = defect ? [{ pointer: '/reason', code: defect }] : [];
  const moved = nextVersion(enterprise, move, { now, effectiveOn, defects });
  const event = ANNOUNCEMENTS[move].of(moved.creditCode, { ...stateOf(moved), reason: reason.trim() }, now);
  return { enterprise: moved, event };
}
