import { type LocalDate, localDateOf, type WorkingDayOverrides } from '@gusu/values';
import { workingDaysIfKnown } from '../deadline/working-day.rules.js';
import type { Assessment, AssessmentMove } from './assessment.js';

/**
 * 办理期限: within how many working days the officers deal with an application after the move that hands it to them, that day not counted
 * (cultivation-talent.md §7.1, §14, which want limits and give none; the numbers are defaults of ours): its admission, the review of the district, that
 * of the city, the publication of what was proposed.
 */
export const HANDLING_WORKING_DAYS: Readonly<Partial<Record<AssessmentMove, number>>> = {
  submit: 5,
  resubmit: 5,
  accept: 10,
  recommend: 10,
  propose: 5,
};

/** Within one step; the clock that runs goes on. */
const WITHIN_A_STEP: readonly AssessmentMove[] = [
  'startFormCheck',
  'decideManually',
  'startCityReview',
  'approve',
];

/**
 * The last day of the step that begins with this move. There is none while the enterprise corrects, in a special procedure (experts, public notice), whose
 * clock stands still (§14), or at the end; and none where the holidays are not known yet, which keeps nobody from handing in.
 */
export function handlingDueAfter(
  { handlingDueOn }: Pick<Assessment, 'handlingDueOn'>,
  name: AssessmentMove,
  { now, calendar }: { now: Date; calendar?: WorkingDayOverrides },
): LocalDate | undefined {
  if (WITHIN_A_STEP.includes(name)) return handlingDueOn;
  const days = HANDLING_WORKING_DAYS[name];
  return days === undefined ? undefined : workingDaysIfKnown(localDateOf(now), days, calendar);
}
