import { refuse } from '@gusu/contracts';
import { addDays, addWorkingDays, type LocalDate, ValueError, type WorkingDayOverrides } from '@gusu/values';

/**
 * The last of `days` working days that begin after `day`; for a period whose day 1 is `day` itself give the day before it. `calendar` is what the
 * city has entered beside the calendar that comes with the software.
 * @throws deadline/calendar-missing for a year whose holidays are not known: an error, not a guess
 */
export function workingDaysAfter(
  day: LocalDate,
  days: number,
  calendar: WorkingDayOverrides = {},
): LocalDate {
  try {
    return addWorkingDays(day, days, calendar);
  } catch (error) {
    if (error instanceof ValueError) throw refuse('deadline/calendar-missing', { from: day, days });
    throw error;
  }
}

/** The same where a limit is a service to others and must not stop what they do: undefined for a year whose holidays are not known. */
export function workingDaysIfKnown(
  day: LocalDate,
  days: number,
  calendar: WorkingDayOverrides = {},
): LocalDate | undefined {
  try {
    return addWorkingDays(day, days, calendar);
  } catch (error) {
    if (error instanceof ValueError) return undefined;
    throw error;
  }
}

/** How long a period runs. */
export interface Period {
  days: number;
  unit: 'working' | 'calendar';
}

/** The last day of a period whose first day is `from`, both included (cultivation-talent.md §9.8). @throws deadline/calendar-missing */
export function lastDayOfPeriod(
  from: LocalDate,
  { days, unit }: Period,
  calendar: WorkingDayOverrides = {},
): LocalDate {
  return unit === 'calendar' ? addDays(from, days - 1) : workingDaysAfter(addDays(from, -1), days, calendar);
}

/** Whether a last day is over. */
export function isPast(dueOn: LocalDate | undefined, today: LocalDate): boolean {
  return dueOn !== undefined && dueOn < today;
}
