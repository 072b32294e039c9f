import { type DomainEvent, ObjectionAccepted, ObjectionDecided, refuse } from '@gusu/contracts';
import { type Actor, hasRole, localDateOf, move } from '@gusu/values';
import type { Assessment } from '../assessment/assessment.js';
import { closed, type Deciding, movedBy } from '../assessment/assessment.rules.js';
import { workingDaysAfter } from '../deadline/working-day.rules.js';
import type { NoticeItem, PublicNotice } from '../public-notice/public-notice.js';
import { moveItem, withItem } from '../public-notice/public-notice.rules.js';
import { type Objection, OBJECTION_MOVES, type ObjectionMove, type Objector } from './objection.js';

/** An accepted objection is investigated within fifteen working days (cultivation-talent.md §9.8, a default of ours). */
export const INVESTIGATION_WORKING_DAYS = 15;

export interface Filing {
  objectionId: string;
  position: number;
  objector: Objector;
  reason: string;
  evidence: readonly string[];
}

/**
 * Anybody objects by name, with reasons and evidence, up to 24:00 of the last day of the notice (§9.8). Nothing is held by that yet.
 * @throws objection/late, objection/not-listed
 */
export function fileObjection(notice: PublicNotice, filing: Filing, { actor, now }: Deciding): Objection {
  const { noticeId, closesOn } = notice;
  if (localDateOf(now) > closesOn) throw refuse('objection/late', { noticeId, closesOn });
  const item = notice.items.find(({ line }) => line.position === filing.position);
  if (!item || item.status === 'removed')
    throw refuse('objection/not-listed', { noticeId, position: filing.position });
  const { objectionId, objector, reason, evidence } = filing;
  return {
    objectionId,
    noticeId,
    assessmentId: item.assessmentId,
    status: 'filed',
    objector,
    reason,
    evidence,
    filedBy: actor.id,
    filedAt: now,
    version: 1,
    recordedAt: now,
  };
}

/** What a decision is made about: the objection, the list with its item, the application, and the other objections to the same item. */
export interface ObjectionCase {
  objection: Objection;
  notice: PublicNotice;
  assessment: Assessment;
  others: readonly Objection[];
}

export interface CaseDecision extends Omit<ObjectionCase, 'others'> {
  events: DomainEvent[];
}

/** An accepted objection holds its own item and no other; a second one finds it held already (§9.8). */
export function acceptObjection(given: ObjectionCase, deciding: Deciding): CaseDecision {
  const accepted = decided(given.objection, 'accept', deciding);
  const { now, calendar } = deciding;
  const dueOn = workingDaysAfter(localDateOf(now), INVESTIGATION_WORKING_DAYS, calendar);
  const objection = { ...accepted, dueOn };
  const { objectionId, noticeId, assessmentId } = objection;
  const event = ObjectionAccepted.of(objectionId, { objectionId, noticeId, assessmentId }, now);
  const item = itemOf(given);
  if (item.status === 'held') return { ...given, objection, events: [event] };
  const assessment = movedBy(given.assessment, 'hold', { now });
  return {
    objection,
    notice: withItem(given.notice, moved(item, 'hold', objection), now),
    assessment,
    events: [event],
  };
}

/**
 * The investigation takes longer, by fifteen working days behind the first ones, once (§9.8).
 * @throws objection/extended-already, deadline/calendar-missing
 */
export function extendObjection(objection: Objection, reason: string, deciding: Deciding): Objection {
  const extended = decided(objection, 'extend', deciding);
  const { objectionId, dueOn } = objection;
  if (objection.extensionReason !== undefined || dueOn === undefined)
    throw refuse('objection/extended-already', { objectionId });
  return {
    ...extended,
    dueOn: workingDaysAfter(dueOn, INVESTIGATION_WORKING_DAYS, deciding.calendar),
    extensionReason: reason,
  };
}

/** Not accepted: too late, without a name or without evidence; the item was never held (§9.8). */
export function rejectObjection(objection: Objection, reason: string, deciding: Deciding): Objection {
  return { ...decided(objection, 'reject', deciding), decisionReason: reason };
}

/** Upheld: the item leaves the list and its application ends; all others go on, and nobody moves up (§9.8). */
export function upholdObjection(given: ObjectionCase, reason: string, deciding: Deciding): CaseDecision {
  const objection = {
    ...decided(given.objection, 'uphold', deciding),
    decisionReason: reason,
    dueOn: undefined,
  };
  const { now } = deciding;
  const item = itemOf(given);
  const told = [decidedEvent(objection, 'upheld', now)];
  if (item.status === 'removed') return { ...given, objection, events: told };
  const end = closed(movedBy(given.assessment, 'uphold', { now }), now, reason);
  const notice = withItem(given.notice, moved(item, 'remove', objection), now);
  return {
    objection,
    notice,
    assessment: end.assessment,
    events: [...told, ...(end.event ? [end.event] : [])],
  };
}

/** Dismissed: the item is free again unless another accepted objection still holds it (§9.8). */
export function dismissObjection(given: ObjectionCase, reason: string, deciding: Deciding): CaseDecision {
  return freed(given, { name: 'dismiss', status: 'dismissed', reason }, deciding);
}

/**
 * Partly upheld: something in it was right and is told, but nothing that takes the title away, so that the item is free again like after a
 * dismissal (§9.8 names the outcome; what becomes of the item is a default of ours).
 */
export function upholdObjectionPartly(
  given: ObjectionCase,
  reason: string,
  deciding: Deciding,
): CaseDecision {
  return freed(given, { name: 'upholdPartly', status: 'partlyUpheld', reason }, deciding);
}

function freed(
  given: ObjectionCase,
  { name, status, reason }: { name: ObjectionMove; status: 'dismissed' | 'partlyUpheld'; reason: string },
  deciding: Deciding,
): CaseDecision {
  const objection = { ...decided(given.objection, name, deciding), decisionReason: reason, dueOn: undefined };
  const { now } = deciding;
  const events = [decidedEvent(objection, status, now)];
  const item = itemOf(given);
  const isHeldStill = given.others.some((other) => other.status === 'accepted');
  if (isHeldStill || item.status !== 'held') return { ...given, objection, events };
  const notice = withItem(given.notice, moved(item, 'release', objection), now);
  return { objection, notice, assessment: movedBy(given.assessment, 'release', { now }), events };
}

function decided(objection: Objection, name: ObjectionMove, { actor, now }: Deciding): Objection {
  requireCity(actor);
  const status = move(OBJECTION_MOVES, name, objection.status);
  if (!status) throw notLegal(objection, name);
  return { ...objection, status, decidedBy: actor.id, version: objection.version + 1, recordedAt: now };
}

function requireCity(actor: Actor): void {
  if (!hasRole(actor, 'city-officer', 'city-lead')) throw refuse('permission/denied');
}

function moved(item: NoticeItem, name: 'hold' | 'release' | 'remove', objection: Objection): NoticeItem {
  const next = moveItem(item, name);
  if (!next) throw notLegal(objection, name);
  return next;
}

function itemOf({ notice, objection }: ObjectionCase): NoticeItem {
  const item = notice.items.find(({ assessmentId }) => assessmentId === objection.assessmentId);
  if (!item) throw refuse('objection/not-listed', { noticeId: notice.noticeId });
  return item;
}

function decidedEvent(
  { objectionId, noticeId, assessmentId }: Objection,
  status: 'upheld' | 'partlyUpheld' | 'dismissed',
  now: Date,
) {
  return ObjectionDecided.of(objectionId, { objectionId, noticeId, assessmentId, status }, now);
}

function notLegal({ objectionId, status }: Objection, name: string) {
  return refuse('objection/move-not-legal', { objectionId, status, move: name });
}
