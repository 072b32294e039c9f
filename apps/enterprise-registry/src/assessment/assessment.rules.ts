import { AssessmentDecided, type DomainEvent, refuse } from '@gusu/contracts';
import type { AssessmentResult } from '@gusu/policies';
import { type Actor, hasRole, legalMoves, localDateOf, move, type WorkingDayOverrides } from '@gusu/values';
import { workingDaysAfter } from '../deadline/working-day.rules.js';
import {
  type Assessment,
  ASSESSMENT_MOVES,
  type AssessmentMove,
  CLOSED_STATUSES,
  type ClosedStatus,
  type FactVersions,
  type FormDefect,
  MOVE_ROLES,
} from './assessment.js';
import { handlingAfter } from './handling.rules.js';

/** An application is returned at most twice, and comes back within five working days (cultivation-talent.md §7.1, a default of ours). */
export const MOST_RETURNS = 2;
export const CORRECTION_WORKING_DAYS = 5;

export interface Deciding {
  actor: Actor;
  now: Date;
  /** What the city has entered beside the calendar that comes with the software. */
  calendar?: WorkingDayOverrides;
}

/** An application after a move, and the event where it came to its end. */
export interface Decided {
  assessment: Assessment;
  event?: DomainEvent;
}

/**
 * Who may, then whether the move is legal. The enterprise acts for itself, an officer of a district for the applications of that district, the
 * city for all (§7.0).
 * @throws permission/denied, enterprise/not-your-enterprise, enterprise/not-your-district, assessment/move-not-legal
 */
export function moveAssessment(
  assessment: Assessment,
  name: AssessmentMove,
  { actor, ...time }: Deciding,
): Assessment {
  requireMover(assessment, name, actor);
  return movedBy(assessment, name, time);
}

/** The move alone, for the clock and for decisions about notices and objections, which say themselves who may. */
export function movedBy(
  assessment: Assessment,
  name: AssessmentMove,
  time: Omit<Deciding, 'actor'>,
): Assessment {
  const status = move(ASSESSMENT_MOVES, name, assessment.status);
  if (!status) {
    const { assessmentId } = assessment;
    throw refuse('assessment/move-not-legal', { assessmentId, status: assessment.status, move: name });
  }
  const handling = handlingAfter(assessment, name, time);
  return { ...assessment, status, handling, version: assessment.version + 1, recordedAt: time.now };
}

function requireMover({ creditCode, districtCode }: Assessment, name: AssessmentMove, actor: Actor): void {
  if (!hasRole(actor, ...(MOVE_ROLES[name] ?? []))) throw refuse('permission/denied', { move: name });
  if (hasRole(actor, 'city-officer', 'city-lead')) return;
  if (hasRole(actor, 'district-clerk', 'district-lead')) {
    if (actor.district !== districtCode) throw refuse('enterprise/not-your-district', { creditCode });
  } else if (actor.enterprise !== creditCode) throw refuse('enterprise/not-your-enterprise', { creditCode });
}

/** The moves that are legal now and that this person may make. */
export function movesOf(assessment: Assessment, actor: Actor): string[] {
  return legalMoves(ASSESSMENT_MOVES, assessment.status).filter((name) => {
    if (name === 'approve' && (assessment.approvedBy || assessment.proposedBy === actor.id)) return false;
    if (name === 'publish' && !assessment.approvedBy) return false;
    try {
      requireMover(assessment, name as AssessmentMove, actor);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * A clerk sends an application back with everything that is wrong with it at once; it has to come back within five working days, today not
 * counted (§7.1).
 * @throws assessment/returns-exhausted, deadline/calendar-missing
 */
export function returnAssessment(
  assessment: Assessment,
  defects: readonly FormDefect[],
  deciding: Deciding,
): Assessment {
  const returned = moveAssessment(assessment, 'return', deciding);
  const { assessmentId, returns } = assessment;
  if (returns >= MOST_RETURNS) throw refuse('assessment/returns-exhausted', { assessmentId, returns });
  const dueOn = workingDaysAfter(localDateOf(deciding.now), CORRECTION_WORKING_DAYS, deciding.calendar);
  return { ...returned, returns: returns + 1, dueOn, defects };
}

/** What the clock does: an application that was not corrected by the end of its last day is rejected at form (§7.1). */
export function missCorrection(assessment: Assessment, now: Date): Decided | undefined {
  const { dueOn } = assessment;
  if (dueOn === undefined || localDateOf(now) <= dueOn) return undefined;
  return closed(movedBy(assessment, 'miss', { now }), now, '补正期限已过');
}

export function rejectAtForm(assessment: Assessment, reason: string, deciding: Deciding): Decided {
  return closed(moveAssessment(assessment, 'rejectAtForm', deciding), deciding.now, reason);
}

/**
 * The lead of the district signs for an application whose conditions none is unmet, and whose items for a person are all decided (§7.1).
 * `result` is that of the frozen facts with those decisions.
 * @throws assessment/gate-unmet, assessment/manual-undecided, assessment/facts-changed
 */
export function recommendAssessment(
  assessment: Assessment,
  result: AssessmentResult,
  { current, asksExperts, ...deciding }: Deciding & { current: FactVersions; asksExperts: boolean },
): Assessment {
  const recommended = moveAssessment(assessment, 'recommend', deciding);
  requireUnchanged(assessment, current);
  const undecided = itemsForPersons(result, asksExperts);
  if (undecided.length > 0) throw refuse('assessment/manual-undecided', { criteria: idsOf(undecided) });
  const unmet = result.criteria.filter(({ group, status }) => group !== 'direct' && status === 'UNMET');
  if (result.summary === 'NOT_MET') throw refuse('assessment/gate-unmet', { criteria: idsOf(unmet) });
  return { ...recommended, recommendedBy: deciding.actor.id };
}

/** The criteria that an officer has to decide; what waits for the marks of experts is theirs. */
export function itemsForPersons({ criteria }: AssessmentResult, asksExperts: boolean) {
  return criteria.filter(
    ({ group, status }) => status === 'MANUAL_REVIEW' && !(asksExperts && group === 'pass'),
  );
}

export function declineAssessment(assessment: Assessment, reason: string, deciding: Deciding): Decided {
  return closed(moveAssessment(assessment, 'decline', deciding), deciding.now, reason);
}

/**
 * The city proposes an application whose result is met: conditions, items for a person, and the experts' marks where the policy asks them.
 * @throws assessment/result-not-met, assessment/facts-changed
 */
export function proposeAssessment(
  assessment: Assessment,
  result: AssessmentResult,
  { current, ...deciding }: Deciding & { current: FactVersions },
): Assessment {
  const proposed = moveAssessment(assessment, 'propose', deciding);
  requireUnchanged(assessment, current);
  if (result.summary !== 'READY') throw refuse('assessment/result-not-met', { summary: result.summary });
  return { ...proposed, proposedBy: deciding.actor.id, approvedBy: undefined };
}

/** 四眼: another person than the one who proposed. @throws assessment/same-person */
export function approveAssessment(assessment: Assessment, deciding: Deciding): Assessment {
  if (assessment.proposedBy === deciding.actor.id)
    throw refuse('assessment/same-person', { assessmentId: assessment.assessmentId });
  return { ...moveAssessment(assessment, 'approve', deciding), approvedBy: deciding.actor.id };
}

export function failAssessment(assessment: Assessment, reason: string, deciding: Deciding): Decided {
  return closed(moveAssessment(assessment, 'fail', deciding), deciding.now, reason);
}

/** Up to the public notice the enterprise may take its application back (§7.1). */
export function withdrawAssessment(assessment: Assessment, deciding: Deciding): Decided {
  return closed(moveAssessment(assessment, 'withdraw', deciding), deciding.now);
}

/** @throws assessment/not-approved when the second signature is missing */
export function publishAssessment(assessment: Assessment, deciding: Deciding): Assessment {
  const published = moveAssessment(assessment, 'publish', deciding);
  if (!assessment.approvedBy)
    throw refuse('assessment/not-approved', { assessmentId: assessment.assessmentId });
  return published;
}

/** An application that came to its end, and the event that tells it; one that was never submitted ends without a word. */
export function closed(assessment: Assessment, now: Date, decisionReason?: string): Decided {
  const { frozen, status, assessmentId, creditCode, programme, action } = assessment;
  const end = { ...assessment, decisionReason, dueOn: undefined };
  if (!frozen || !isClosed(status)) return { assessment: end };
  const { applyDate, policyId } = frozen;
  const subject = { assessmentId, creditCode, programme, action, applyDate, policyId };
  const decidedOn = localDateOf(now);
  return { assessment: end, event: AssessmentDecided.of(creditCode, { ...subject, status, decidedOn }, now) };
}

export function isClosed(status: Assessment['status']): status is ClosedStatus {
  return (CLOSED_STATUSES as readonly string[]).includes(status);
}

/** Whether a year that the snapshot looked at has another version now: a correction after the submission (§2). */
export function factsChanged({ frozen }: Assessment, current: FactVersions): boolean {
  if (!frozen) return false;
  return Object.entries(frozen.factVersions).some(([year, version]) => current[year] !== version);
}

/** @throws assessment/facts-changed until the enterprise confirms or submits again */
export function requireUnchanged(assessment: Assessment, current: FactVersions): void {
  if (factsChanged(assessment, current))
    throw refuse('assessment/facts-changed', { assessmentId: assessment.assessmentId });
}

/** The enterprise says that the corrected years change nothing about its application: the snapshot stays as it was frozen (§2). */
export function confirmFacts(
  assessment: Assessment,
  current: FactVersions,
  { actor, now }: Deciding,
): Assessment {
  requireMover(assessment, 'submit', actor);
  const { frozen, assessmentId, status } = assessment;
  if (!frozen || isClosed(status))
    throw refuse('assessment/move-not-legal', { assessmentId, status, move: 'confirmFacts' });
  if (!factsChanged(assessment, current)) throw refuse('assessment/facts-unchanged', { assessmentId });
  const known = Object.keys(frozen.factVersions).map((year) => [year, current[year] ?? 0]);
  const factVersions = Object.fromEntries(known) as FactVersions;
  return {
    ...assessment,
    frozen: { ...frozen, factVersions },
    version: assessment.version + 1,
    recordedAt: now,
  };
}

function idsOf(criteria: readonly { id: string }[]): string {
  return criteria.map(({ id }) => id).join(' ');
}
