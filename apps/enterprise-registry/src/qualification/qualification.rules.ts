import {
  type DomainEvent,
  QualificationExpiring,
  QualificationExtended,
  QualificationGranted,
  QualificationLapsed,
  QualificationReinstated,
  QualificationRevoked,
  type QualificationState,
  QualificationSuperseded,
  QualificationSuspended,
  refuse,
} from '@gusu/contracts';
import type { Policy } from '@gusu/policies';
import { addDays, addYears, type LocalDate, localDateOf, move } from '@gusu/values';
import {
  type GrantTerms,
  HOLDING_STATUSES,
  type Qualification,
  QUALIFICATION_MOVES,
  type QualificationMove,
  type Term,
} from './qualification.js';

/** A title enters its last stretch this many calendar days before its last day (cultivation-talent.md §7.2). */
export const NEAR_EXPIRY_DAYS = 180;
/** 撤销后禁止申报: years from the day of the revocation (cultivation-talent.md §7.2). */
const BAN_YEARS = 3;

/** A title after a move, and the event that tells it. */
export interface Moved {
  move: QualificationMove | 'missUpdate' | 'certify';
  qualification: Qualification;
  event?: DomainEvent;
}

/** `validFrom + years − 1 day`, or 31 December of its year (cultivation-talent.md §4, §16.1 C16). */
export function lastDayOf(validFrom: LocalDate, term: Term): LocalDate {
  if ('untilYearEnd' in term) return `${validFrom.slice(0, 4)}-12-31` as LocalDate;
  return addDays(addYears(validFrom, term.years), -1);
}

/** Whether the title counts on that day. While its review is in progress it counts beyond its last day (§7.2). */
export function countsOn(title: Qualification, day: LocalDate): boolean {
  if (title.status === 'pending' || day < title.validFrom) return false;
  if (title.endedOn !== undefined && day >= title.endedOn) return false;
  if (title.suspendedOn !== undefined && day >= title.suspendedOn) return false;
  return day <= title.validTo || title.status === 'reviewInProgress';
}

export function holds(title: Qualification): boolean {
  return (HOLDING_STATUSES as readonly string[]).includes(title.status);
}

/** The day until which a revocation keeps the enterprise from applying; undefined when it may. */
export function bannedUntil(titles: readonly Qualification[], day: LocalDate): LocalDate | undefined {
  return titles
    .map(({ banUntil }) => banUntil)
    .filter((until) => until !== undefined)
    .filter((until) => until >= day)
    .sort()
    .at(-1);
}

/** The terms under which a policy grants titles. */
export function grantTermsOf({ id, document }: Pick<Policy, 'id' | 'document'>): GrantTerms {
  const { validity, prerequisites } = document;
  const term = 'years' in validity ? { years: validity.years } : { untilYearEnd: true as const };
  return { policyId: id, term, prerequisites: prerequisites.map(({ anyOf }) => anyOf) };
}

/**
 * A title begins to count on its first day. `titles` are all of the enterprise. One of the same programme that still holds is superseded by
 * a later one, from the first day of the new one.
 * @throws qualification/move-not-legal, qualification/banned, qualification/prerequisite-missing, qualification/already-held
 */
export function grantQualification(
  pending: Qualification,
  titles: readonly Qualification[],
  { prerequisites, now }: Pick<GrantTerms, 'prerequisites'> & { now: Date },
): Moved & { superseded?: Moved } {
  const granted = moved(pending, 'grant', now);
  const { programme, validFrom } = pending;
  const banUntil = bannedUntil(titles, validFrom);
  if (banUntil) throw refuse('qualification/banned', { programme, banUntil });
  const counting = titles.filter((title) => countsOn(title, validFrom)).map((title) => title.programme);
  if (!prerequisites.every((anyOf) => anyOf.some((needed) => counting.includes(needed))))
    throw refuse('qualification/prerequisite-missing', { programme, validFrom });
  const held = titles.find((title) => title.programme === programme && holds(title));
  const superseded = held && supersede(held, validFrom, now);
  return {
    move: 'grant',
    qualification: granted,
    event: QualificationGranted.of(...told(granted), now),
    superseded,
  };
}

function supersede(held: Qualification, by: LocalDate, now: Date): Moved {
  const facts = { programme: held.programme, qualificationId: held.qualificationId };
  const isLater =
    by > held.validFrom && QUALIFICATION_MOVES.supersede.from.some((from) => from === held.status);
  if (!isLater) throw refuse('qualification/already-held', facts);
  const endedOn = by;
  const qualification = { ...moved(held, 'supersede', now), endedOn };
  const [key, state] = told(qualification);
  return {
    move: 'supersede',
    qualification,
    event: QualificationSuperseded.of(key, { ...state, endedOn }, now),
  };
}

/** The day on which a title comes into its last 180 days. */
export function nearExpiryOn(title: Pick<Qualification, 'validTo'>): LocalDate {
  return addDays(title.validTo, -NEAR_EXPIRY_DAYS);
}

/**
 * What the clock has brought about since a title was last looked at, in the order in which it happened: granted on its first day, near
 * its end from the 180th day before its last, lapsed once its last day is over (24:00 in Asia/Shanghai) (§7.2).
 */
export function passTime(title: Qualification, now: Date): Moved[] {
  const today = localDateOf(now);
  const steps: Moved[] = [];
  let current = title;
  if (current.status === 'valid' && today >= nearExpiryOn(current)) {
    current = moved(current, 'nearExpiry', now);
    const event = QualificationExpiring.of(...told(current), now);
    steps.push({ move: 'nearExpiry', qualification: current, event });
  }
  if (today > current.validTo && QUALIFICATION_MOVES.lapse.from.some((from) => from === current.status))
    steps.push(lapsed(current, 'lapse', addDays(current.validTo, 1), now));
  return steps;
}

function lapsed(title: Qualification, name: 'lapse' | 'failReview', endedOn: LocalDate, now: Date): Moved {
  const qualification = { ...moved(title, name, now), endedOn };
  const [key, state] = told(qualification);
  return { move: name, qualification, event: QualificationLapsed.of(key, { ...state, endedOn }, now) };
}

/**
 * The enterprise asks for the review (复核) of a title near its end; the old title counts on meanwhile (§7.2).
 * @throws qualification/move-not-legal, qualification/update-missed
 */
export function startReview(title: Qualification, now: Date): Moved {
  const qualification = moved(title, 'startReview', now);
  if (title.missedUpdates.length > 0)
    throw refuse('qualification/update-missed', { qualificationId: title.qualificationId });
  return { move: 'startReview', qualification };
}

/** The next period begins where the old one ends, whenever the decision is made: `validTo + term` (§7.2). */
export function passReview(
  title: Qualification,
  { term, policyId }: Pick<GrantTerms, 'term' | 'policyId'>,
  now: Date,
): Moved {
  const reviewed = moved(title, 'passReview', now);
  const qualification = {
    ...reviewed,
    policyId,
    validTo: lastDayOf(addDays(title.validTo, 1), term),
    missedUpdates: [],
  };
  return { move: 'passReview', qualification, event: QualificationExtended.of(...told(qualification), now) };
}

/** A failed review ends the title on the day of the decision (§7.2). */
export function failReview(title: Qualification, now: Date): Moved {
  return lapsed(title, 'failReview', localDateOf(now), now);
}

/** The review comes to nothing, and the title runs to its own end. */
export function abandonReview(title: Qualification, now: Date): Moved {
  return { move: 'abandonReview', qualification: moved(title, 'abandonReview', now) };
}

/** 更名、合并、迁移未在三个月内报告 and the like: the title does not count until the cause is put right (§7.2). */
export function suspendQualification(title: Qualification, now: Date): Moved {
  const suspendedOn = localDateOf(now);
  const qualification = { ...moved(title, 'suspend', now), suspendedOn };
  const [key, state] = told(qualification);
  return {
    move: 'suspend',
    qualification,
    event: QualificationSuspended.of(key, { ...state, suspendedOn }, now),
  };
}

export function reinstateQualification(title: Qualification, now: Date): Moved {
  const qualification = { ...moved(title, 'reinstate', now), suspendedOn: undefined };
  return { move: 'reinstate', qualification, event: QualificationReinstated.of(...told(qualification), now) };
}

/** Fraud, a major accident, serious dishonesty: the title ends today and the enterprise may not apply for three years (§7.2). */
export function revokeQualification(title: Qualification, now: Date): Moved {
  const today = localDateOf(now);
  const endedOn = title.endedOn ?? today;
  const banUntil = addYears(today, BAN_YEARS);
  const qualification = { ...moved(title, 'revoke', now), endedOn, banUntil };
  const [key, state] = told(qualification);
  return {
    move: 'revoke',
    qualification,
    event: QualificationRevoked.of(key, { ...state, endedOn, banUntil }, now),
  };
}

/**
 * 年度更新未按期: noted on the title, which keeps its status and loses its right of review (§7.2).
 * @throws qualification/move-not-legal unless the title is valid or near its end
 */
export function missUpdate(title: Qualification, year: number, now: Date): Moved {
  if (title.status !== 'valid' && title.status !== 'expiring') throw notLegal(title, 'missUpdate');
  const missedUpdates = [...new Set([...title.missedUpdates, year])].sort();
  const qualification = { ...title, missedUpdates, version: title.version + 1, recordedAt: now };
  return { move: 'missUpdate', qualification };
}

export function stateOf(title: Qualification): QualificationState {
  const { qualificationId, creditCode, programme, status, validFrom, validTo, policyId } = title;
  return { qualificationId, creditCode, programme, status, validFrom, validTo, policyId };
}

function told(title: Qualification): [string, QualificationState] {
  return [title.creditCode, stateOf(title)];
}

function moved(title: Qualification, name: QualificationMove, now: Date): Qualification {
  const status = move(QUALIFICATION_MOVES, name, title.status);
  if (!status) throw notLegal(title, name);
  return { ...title, status, version: title.version + 1, recordedAt: now };
}

function notLegal({ qualificationId, status }: Qualification, name: string) {
  return refuse('qualification/move-not-legal', { qualificationId, status, move: name });
}
