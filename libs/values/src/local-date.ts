import type { Clock } from './clock.js';
import { ValueError } from './value-error.js';

/** A day in Asia/Shanghai, `YYYY-MM-DD`. Days compare as texts. */
export type LocalDate = string & { readonly __localDate: never };

const FIRST_DAY = '1900-01-01';
// 9999-12-31 means "none" in bank files, so no real day is in its year.
const LAST_DAY = '9998-12-31';
const DAY_MILLIS = 86_400_000;
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
// China has had one zone without daylight saving since 1992; business days are counted in it.
const SHANGHAI_OFFSET_MILLIS = 8 * 3_600_000;

function millisOf(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dateOfMillis(millis: number): LocalDate {
  const date = new Date(millis);
  return parseLocalDate(Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -14));
}

/** @throws ValueError DATE_FORMAT for anything but a real day between 1900 and 9998 written `YYYY-MM-DD` */
export function parseLocalDate(text: string): LocalDate {
  if (!isLocalDate(text))
    throw new ValueError('DATE_FORMAT', `not a day: ${JSON.stringify(text.slice(0, 40))}`);
  return text;
}

/** Counted, not parsed: it is asked of every day in every event. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return day >= 1 && day <= daysOfMonth(year, month);
}

function daysOfMonth(year: number, month: number): number {
  if (month !== 2) return DAYS_OF_MONTHS[month - 1] ?? 0;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The day in Asia/Shanghai on which `instant` falls. */
export function localDateOf(instant: Date): LocalDate {
  return dateOfMillis(instant.getTime() + SHANGHAI_OFFSET_MILLIS);
}

export function today(clock: Clock): LocalDate {
  return localDateOf(clock.now());
}

/** @throws ValueError DATE_FORMAT when the result is no day between 1900 and 9998 */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfMillis(millisOf(date) + days * DAY_MILLIS);
}

/**
 * The same day `years` later (earlier when negative). 29 February becomes 1 March where a year has none, so that a term of whole
 * years which began on it ends with the last day of February.
 * @throws ValueError DATE_FORMAT when the result is no day between 1900 and 9998
 */
export function addYears(date: LocalDate, years: number): LocalDate {
  const day = new Date(millisOf(date));
  return dateOfMillis(day.setUTCFullYear(day.getUTCFullYear() + years));
}

/**
 * The same day of the month `months` later (earlier when negative), or the last day of a month that has no such day.
 * @throws ValueError DATE_FORMAT when the result is no day between 1900 and 9998
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const day = new Date(millisOf(date));
  const dayOfMonth = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return dateOfMillis(day.setUTCDate(Math.min(dayOfMonth, lastDay)));
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (millisOf(to) - millisOf(from)) / DAY_MILLIS;
}

export function compareDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
