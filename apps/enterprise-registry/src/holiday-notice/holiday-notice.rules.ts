import { type Defect, refuse } from '@gusu/contracts';
import { type Actor, hasHolidayCalendar, hasRole, move, type WorkingDayOverrides } from '@gusu/values';
import {
  type EnteredNotice,
  type HolidayNotice,
  HOLIDAY_NOTICE_MOVES,
  type HolidayNoticeMove,
} from './holiday-notice.js';

/**
 * The city enters a year as its notice lists it. A year that nobody knows yet is known by a whole notice only: one that says that the National Day is
 * free, as every notice does; a known year takes single corrections (cultivation-talent.md §0.3).
 * @throws permission/denied; request/invalid with NOT_IN_YEAR, FIELD_REPEATED and NATIONAL_DAY_MISSING, all of them
 */
export function proposeHolidayNotice(
  entered: EnteredNotice,
  {
    noticeId,
    calendar,
    actor,
    now,
  }: { noticeId: string; calendar: WorkingDayOverrides; actor: Actor; now: Date },
): HolidayNotice {
  requireCity(actor);
  const defects = defectsOf(entered, calendar);
  if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  const days = entered.days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  return { ...entered, days, noticeId, status: 'proposed', proposedBy: actor.id, proposedAt: now };
}

function defectsOf({ year, days }: EnteredNotice, calendar: WorkingDayOverrides): Defect[] {
  const defects: Defect[] = days.flatMap<Defect>(({ day }, at) => {
    const pointer = `/days/${at}/day`;
    if (!day.startsWith(`${year}-`)) return [{ pointer, code: 'NOT_IN_YEAR' }];
    const isRepeated = days.findIndex((other) => other.day === day) < at;
    return isRepeated ? [{ pointer, code: 'FIELD_REPEATED' }] : [];
  });
  const isWhole = days.some(({ day, isWorked }) => day === `${year}-10-01` && !isWorked);
  if (!isWhole && !hasHolidayCalendar(year, calendar))
    defects.push({ pointer: '/days', code: 'NATIONAL_DAY_MISSING' });
  return defects;
}

/**
 * Approves, rejects or withdraws what was entered; another person of the city than the one who entered it decides, and only that one withdraws
 * (四眼, cultivation-talent.md §7.0). What was counted before stays as it was counted.
 * @throws permission/denied, holiday-notice/not-proposer, holiday-notice/same-person, holiday-notice/move-not-legal
 */
export function decideHolidayNotice(
  notice: HolidayNotice,
  { move: name, reason }: { move: HolidayNoticeMove; reason?: string },
  { actor, now }: { actor: Actor; now: Date },
): HolidayNotice {
  requireCity(actor);
  const { noticeId, proposedBy } = notice;
  if (name === 'withdraw' && actor.id !== proposedBy)
    throw refuse('holiday-notice/not-proposer', { noticeId });
  if (name !== 'withdraw' && actor.id === proposedBy)
    throw refuse('holiday-notice/same-person', { noticeId });
  const status = move(HOLIDAY_NOTICE_MOVES, name, notice.status);
  if (!status) throw refuse('holiday-notice/move-not-legal', { noticeId, status: notice.status, move: name });
  return { ...notice, status, decidedBy: actor.id, decidedAt: now, decisionReason: reason };
}

function requireCity(actor: Actor): void {
  if (!hasRole(actor, 'city-officer', 'city-lead')) throw refuse('permission/denied');
}
