import { type DomainEvent, Refusal, refuse } from '@gusu/contracts';
import type { CreditEvent } from '@gusu/policies';
import { localDateOf } from '@gusu/values';
import type { Assessment } from '../assessment/assessment.js';
import { closed, type Deciding, moveAssessment } from '../assessment/assessment.rules.js';
import type { GrantTerms, Qualification } from '../qualification/qualification.js';
import {
  bannedUntil,
  grantQualification,
  lastDayOf,
  type Moved,
  passReview,
  passTime,
} from '../qualification/qualification.rules.js';
import { creditObstacles, moveItem } from './public-notice.rules.js';
import type { NoticeItem, PublicNotice } from './public-notice.js';

/** One item of a closed notice with everything its grant depends on today. */
export interface GrantCase {
  item: NoticeItem;
  assessment: Assessment;
  /** All titles of the enterprise. */
  titles: readonly Qualification[];
  creditEvents: readonly CreditEvent[];
  hasOpenObjection: boolean;
  terms: GrantTerms;
  qualificationId: string;
}

export interface Granted {
  item: NoticeItem;
  assessment: Assessment;
  moves: Moved[];
  event?: DomainEvent;
}

/** The city confirms once the last day of the notice is over. @throws public-notice/still-open */
export function requireOver({ noticeId, closesOn }: PublicNotice, now: Date): void {
  if (localDateOf(now) <= closesOn) throw refuse('public-notice/still-open', { noticeId, closesOn });
}

/**
 * Grants the title of one item after the notice: no open objection to it, and the credit of the enterprise checked again on the same day
 * (cultivation-talent.md §7.1). What keeps one item back keeps back no other.
 * @throws objection/move-not-legal, assessment/credit-event, assessment/move-not-legal, qualification/*
 */
export function grantItem(given: GrantCase, deciding: Deciding): Granted {
  const { item, assessment, titles, creditEvents } = given;
  const { now } = deciding;
  const granted = moveAssessment(assessment, 'grant', deciding);
  const cleared = moveItem(item, 'clear');
  if (given.hasOpenObjection || !cleared)
    throw refuse('objection/move-not-legal', { status: 'open', move: 'grant' });
  const applyDate = assessment.frozen?.applyDate ?? localDateOf(now);
  const [obstacle] = creditObstacles(creditEvents, applyDate, localDateOf(now));
  if (obstacle)
    throw refuse('assessment/credit-event', { type: obstacle.type, occurredOn: obstacle.occurredOn });
  const aged = titles.flatMap((title) => passTime(title, now));
  const moves = [...aged, ...titleMoves(given, after(titles, aged), now)];
  const end = closed(granted, now);
  return { item: cleared, assessment: end.assessment, event: end.event, moves };
}

function titleMoves(given: GrantCase, titles: readonly Qualification[], now: Date): Moved[] {
  const { assessment, terms, qualificationId } = given;
  const { programme, creditCode, assessmentId, reviewedQualificationId } = assessment;
  const today = localDateOf(now);
  if (reviewedQualificationId) {
    const banUntil = bannedUntil(titles, today);
    if (banUntil) throw refuse('qualification/banned', { programme, banUntil });
    const title = titles.find((held) => held.qualificationId === reviewedQualificationId);
    if (!title) throw refuse('qualification/not-found', { qualificationId: reviewedQualificationId });
    return [passReview(title, terms, now)];
  }
  const pending: Qualification = {
    qualificationId,
    creditCode,
    programme,
    validFrom: today,
    validTo: lastDayOf(today, terms.term),
    status: 'pending',
    policyId: terms.policyId,
    grantedByAssessmentId: assessmentId,
    missedUpdates: [],
    version: 0,
    recordedAt: now,
  };
  const { superseded, ...granted } = grantQualification(pending, titles, { ...terms, now });
  return superseded ? [superseded, granted] : [granted];
}

function after(titles: readonly Qualification[], moves: readonly Moved[]): Qualification[] {
  const current = new Map(titles.map((title) => [title.qualificationId, title]));
  for (const { qualification } of moves) current.set(qualification.qualificationId, qualification);
  return [...current.values()];
}

/** The code under which an item stays on the list; anything but a refusal is a fault of ours. */
export function obstacleOf(error: unknown): string {
  if (error instanceof Refusal) return error.code;
  throw error;
}
