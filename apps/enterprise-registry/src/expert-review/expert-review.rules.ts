import { type Defect, refuse } from '@gusu/contracts';
import type { MarkDefect, Marks } from '@gusu/policies';
import { type CreditCode, move } from '@gusu/values';
import { type Expert, EXPERT_REVIEW_MOVES, type ExpertReview, type ExpertReviewMove } from './expert.js';

/** What a policy wants of its experts. */
export interface PanelDemand {
  least: number;
  finance: number;
}

export interface Draw {
  creditCode: CreditCode;
  experts: readonly Expert[];
  /** Those who were drawn before, whatever became of it: nobody is drawn twice. */
  drawn: readonly ExpertReview[];
  rankOf: (expertId: string) => string;
}

/**
 * Draws the experts that are missing: as many of finance as the policy asks, then others in the order of the draw. Nobody with a conflict is
 * drawn (cultivation-talent.md §3, §17.10).
 * @throws expert/too-few
 */
export function drawExperts(
  { least, finance }: PanelDemand,
  { creditCode, experts, drawn, rankOf }: Draw,
): Expert[] {
  const seated = drawn.filter(({ status }) => status !== 'conflicted');
  const known = new Set(drawn.map(({ expertId }) => expertId));
  const eligible = experts
    .filter(({ isActive, conflicts }) => isActive && !conflicts.includes(creditCode))
    .filter(({ expertId }) => !known.has(expertId))
    .map((expert) => ({ expert, rank: rankOf(expert.expertId) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ expert }) => expert);
  const financeWanted = Math.max(0, finance - seated.filter(({ isFinance }) => isFinance).length);
  const ofFinance = eligible.filter(({ isFinance }) => isFinance).slice(0, financeWanted);
  const others = eligible.filter((expert) => !ofFinance.includes(expert));
  const wanted = Math.max(0, least - seated.length);
  const chosen = [...ofFinance, ...others.slice(0, Math.max(0, wanted - ofFinance.length))];
  if (ofFinance.length < financeWanted || chosen.length < wanted)
    throw refuse('expert/too-few', { wanted, financeWanted, eligible: eligible.length });
  return chosen;
}

/** @throws expert-review/move-not-legal: a conflict is declared before marks are given */
export function declareConflict(review: ExpertReview, now: Date): ExpertReview {
  return moved(review, 'declareConflict', now);
}

/**
 * An expert gives whole points to every indicator, within the band that the facts imply (§3). `defects` are all that is wrong with them.
 * @throws expert-review/move-not-legal for marks given twice; request/invalid with OUT_OF_BAND, REQUIRED, TYPE, UNKNOWN_FIELD
 */
export function giveMarks(
  review: ExpertReview,
  { marks, opinion, defects }: { marks: Marks; opinion?: string; defects: readonly MarkDefect[] },
  now: Date,
): ExpertReview {
  const marked = moved(review, 'mark', now);
  if (defects.length > 0) throw refuse('request/invalid', {}, defects.map(defectOf));
  return { ...marked, marks, opinion };
}

/** Marks are opened together: before the last expert has given them nobody reads another one's (§17.11). */
export function areOpen(reviews: readonly ExpertReview[]): boolean {
  return reviews.length > 0 && reviews.every(({ status }) => status !== 'drawn');
}

/** The marks of all experts, once all are in. @throws expert-review/incomplete */
export function panelOf(reviews: readonly ExpertReview[]): Marks[] {
  if (!areOpen(reviews)) throw refuse('expert-review/incomplete');
  return reviews.map(({ marks }) => marks).filter((marks) => marks !== undefined);
}

const CODES: Readonly<Record<MarkDefect['code'], string>> = {
  OUT_OF_BAND: 'OUT_OF_BAND',
  MARK_MISSING: 'REQUIRED',
  MARK_NOT_WHOLE: 'TYPE',
  MARK_UNKNOWN: 'UNKNOWN_FIELD',
};

function defectOf({ indicator, code, allowed }: MarkDefect): Defect {
  return {
    pointer: `/marks/${indicator}`,
    code: CODES[code],
    ...(allowed && { detail: `${allowed.low}–${allowed.high}` }),
  };
}

function moved(review: ExpertReview, name: ExpertReviewMove, now: Date): ExpertReview {
  const status = move(EXPERT_REVIEW_MOVES, name, review.status);
  const { assessmentId } = review;
  if (!status)
    throw refuse('expert-review/move-not-legal', { assessmentId, status: review.status, move: name });
  return { ...review, status, recordedAt: now };
}
