import { createRequire } from 'node:module';
import { addDays, type LocalDate } from './local-date.js';
import { ValueError } from './value-error.js';

/**
 * Corrections to the holiday calendar: day → whether it is worked. They win over the library. A whole year that the library does
 * not know yet can be given here, as the State Council's yearly notice lists it.
 */
export type WorkingDayOverrides = Readonly<Record<string, boolean>>;

interface HolidayCalendar {
  holidays: Readonly<Record<string, string>>;
  workdays: Readonly<Record<string, string>>;
}

// The library's own functions read the machine's time zone and answer wrongly west of Greenwich; its data do not.
const CALENDAR = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as HolidayCalendar;

function isNoticed(date: LocalDate, overrides: WorkingDayOverrides): boolean {
  return Object.hasOwn(overrides, date) || Object.hasOwn(CALENDAR.holidays, date);
}

function isWeekend(date: LocalDate): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

/**
 * Whether the year's notice is known. Every notice names the National Day, so a calendar without it has no notice for that year,
 * and a lone correction elsewhere in the year does not make one.
 */
export function hasHolidayCalendar(year: number, overrides: WorkingDayOverrides = {}): boolean {
  return isNoticed(`${year}-10-01` as LocalDate, overrides);
}

function requireYear(date: LocalDate, overrides: WorkingDayOverrides): void {
  const year = Number(date.slice(0, 4));
  if (!hasHolidayCalendar(year, overrides))
    throw new ValueError('CALENDAR_YEAR_MISSING', `no holiday calendar for ${year}`);
}

/** @throws ValueError CALENDAR_YEAR_MISSING for a year without a calendar: an error, not a guess */
export function isWorkingDay(date: LocalDate, overrides: WorkingDayOverrides = {}): boolean {
  requireYear(date, overrides);
  if (Object.hasOwn(overrides, date)) return overrides[date] === true;
  if (Object.hasOwn(CALENDAR.workdays, date)) return true;
  return !Object.hasOwn(CALENDAR.holidays, date) && !isWeekend(date);
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

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier. The inverse of {@link addWorkingDays}.
 * @throws ValueError CALENDAR_YEAR_MISSING
 */
export function workingDaysBetween(
  from: LocalDate,
  to: LocalDate,
  overrides: WorkingDayOverrides = {},
): number {
  const step = to < from ? -1 : 1;
  let count = 0;
  for (let day = from; day !== to;) {
    day = addDays(day, step);
    if (isWorkingDay(day, overrides)) count += step;
  }
  return count;
}
