import { HANDLING_LIMITS, type HandlingStep } from '@gusu/policies';
import { localDateOf, type WorkingDayOverrides } from '@gusu/values';
import { workingDaysIfKnown } from '../deadline/working-day.rules.js';
import type { Assessment, AssessmentMove, Handling } from './assessment.js';

/** The step of the officers that a move begins. */
const STEP_AFTER: Readonly<Partial<Record<AssessmentMove, HandlingStep>>> = {
  submit: 'admission',
  resubmit: 'admission',
  accept: 'districtReview',
  recommend: 'cityReview',
  propose: 'publication',
};

/** Within one step; the clock that runs goes on. */
const WITHIN_A_STEP: readonly AssessmentMove[] = [
  'startFormCheck',
  'decideManually',
  'startCityReview',
  'approve',
];

/**
 * The step that is under way after a move. There is none while the enterprise corrects, in a special procedure (experts, public notice), whose clock
 * stands still (cultivation-talent.md §14), or at the end.
 */
export function handlingAfter(
  { handling }: Pick<Assessment, 'handling'>,
  name: AssessmentMove,
  { now, calendar }: { now: Date; calendar?: WorkingDayOverrides },
): Handling | undefined {
  if (WITHIN_A_STEP.includes(name)) return handling;
  const step = STEP_AFTER[name];
  return step && countHandling({ step, since: localDateOf(now) }, calendar);
}

/**
 * The step with its last days, in working days, as promised and by law. A day that cannot be counted because the holidays are not known keeps
 * nobody from handing in; it is counted when they are. One that was counted stays, whatever is entered later.
 */
export function countHandling(
  { step, since, promisedDueOn, legalDueOn }: Handling,
  calendar?: WorkingDayOverrides,
): Handling {
  const limit = HANDLING_LIMITS.find((one) => one.step === step);
  const last = (days: number | undefined) =>
    days === undefined ? undefined : workingDaysIfKnown(since, days, calendar);
  return {
    step,
    since,
    promisedDueOn: promisedDueOn ?? last(limit?.promisedDays),
    legalDueOn: legalDueOn ?? last(limit?.legalDays),
  };
}
