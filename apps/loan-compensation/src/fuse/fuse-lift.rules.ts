import { refuse } from '@gusu/contracts';
import { addDays, type LocalDate, localDateOf, move, parseLocalDate } from '@gusu/values';
import {
  type FuseLevel,
  type FuseLift,
  type FuseMeasure,
  LIFT_MOVES,
  type LiftStatus,
  type MonthEnd,
} from './fuse.js';
import { type FuseTerms, liftFuse, readFuse } from './fuse.rules.js';

export interface LiftActing {
  actorId: string;
  now: Date;
}

type RequestedLift = Pick<FuseLift, 'liftId' | 'poolCode' | 'bankCode' | 'docNo' | 'reason'>;

/** The month ends that lie right before a day, the newest last; a gap among them is a month end that nobody can vouch for. */
export function lastMonthEnds(monthEnds: readonly MonthEnd[], today: LocalDate): MonthEnd[] {
  let wanted = monthEndBefore(today);
  const last: MonthEnd[] = [];
  for (const each of [...monthEnds].reverse()) {
    if (each.monthEnd !== wanted) break;
    last.unshift(each);
    wanted = monthEndBefore(wanted);
  }
  return last;
}

/** The last day of the month before the month of that day. */
export function monthEndBefore(day: LocalDate): LocalDate {
  return addDays(parseLocalDate(`${day.slice(0, 7)}-01`), -1);
}

/**
 * Asks for a fuse to be taken back; it must be tripped and its ratio must have held below the bound (funding.md §6.6).
 * @throws Refusal fuse/not-tripped, fuse/resume-not-held
 */
export function requestLift(
  requested: RequestedLift,
  level: FuseLevel,
  monthEnds: readonly MonthEnd[],
  { terms, actorId, now }: LiftActing & { terms: FuseTerms },
): FuseLift {
  liftFuse(level, lastMonthEnds(monthEnds, localDateOf(now)), terms);
  return {
    ...requested,
    level,
    status: 'requested',
    requestedBy: actorId,
    requestedAt: now,
    decidedBy: null,
    decidedAt: null,
  };
}

export interface LiftFacts extends LiftActing {
  level: FuseLevel;
  monthEnds: readonly MonthEnd[];
  /** What the fuse reads at this moment. */
  measure: FuseMeasure;
  terms: FuseTerms;
}

/**
 * Decides on a request, by another person than who made it. A fuse that is taken back stands where it reads now, so that what still warns
 * goes on warning.
 * @throws Refusal fuse-lift/four-eyes, fuse-lift/move-not-legal, fuse/not-tripped, fuse/resume-not-held
 */
export function decideLift(
  lift: FuseLift,
  decision: keyof typeof LIFT_MOVES,
  { actorId, now, level, monthEnds, measure, terms }: LiftFacts,
): { lift: FuseLift; level: FuseLevel } {
  if (actorId === lift.requestedBy) throw refuse('fuse-lift/four-eyes');
  const status = move<LiftStatus, keyof typeof LIFT_MOVES>(LIFT_MOVES, decision, lift.status);
  if (!status) throw refuse('fuse-lift/move-not-legal', { status: lift.status });
  const decided = { ...lift, status, decidedBy: actorId, decidedAt: now };
  if (decision === 'reject') return { lift: decided, level };
  liftFuse(level, lastMonthEnds(monthEnds, localDateOf(now)), terms);
  return { lift: decided, level: readFuse(measure, terms).level };
}
