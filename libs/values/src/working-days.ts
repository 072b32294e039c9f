import chineseDays from 'chinese-days';
import { addDays, type LocalDate } from './local-date.js';
import { ValueError } from './value-error.js';

/**
 * Days on which the calendar of the State Council's yearly notice is corrected by hand: day → whether it is worked.
 * A year that the holiday library does not know counts as known once an override names one of its days.
 */
export type WorkingDayOverrides = Readonly<Record<string, boolean>>;

// The library answers for any year; only these have a published notice behind the answer.
const FIRST_YEAR = 2004;
const LAST_YEAR = 2026;

function requireYear(date: LocalDate, overrides: WorkingDayOverrides): void {
  const year = date.slice(0, 4);
  if (Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR) return;
  if (Object.keys(overrides).some((day) => day.startsWith(year))) return;
  throw new ValueError('CALENDAR_YEAR_MISSING', `no holiday calendar for ${year}`);
}

/** @throws ValueError CALENDAR_YEAR_MISSING for a year without a calendar: an error, not a guess */
export function isWorkingDay(date: LocalDate, overrides: WorkingDayOverrides = {}): boolean {
  requireYear(date, overrides);
  return overrides[date] ?? chineseDays.isWorkday(date);
}

/**
 * The day that is `days` working days after `date` (before it when negative); zero gives `date` itself.
 * @throws ValueError CALENDAR_YEAR_MISSING
 */
export function addWorkingDays(
  date: LocalDate,
  days: number,
  overrides: WorkingDayOverrides = {},
): LocalDate {
  const step = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(day, overrides)) left -= 1;
  }
  return day;
}
