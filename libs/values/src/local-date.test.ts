import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fixedClock } from './clock.js';
import {
  addDays,
  addMonths,
  addYears,
  compareDates,
  daysBetween,
  isLocalDate,
  type LocalDate,
  localDateOf,
  parseLocalDate,
  today,
} from './local-date.js';

const day = (text: string): LocalDate => parseLocalDate(text);
const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(day('1900-01-01'), days));
const refused = expect.objectContaining({ name: 'ValueError', code: 'DATE_FORMAT' });

describe('a day', () => {
  it.each(['2021-04-30', '2020-02-29', '2000-02-29', '1900-01-01', '9998-12-31', '1979-10-30'])(
    '%s is real',
    (text) => {
      expect(parseLocalDate(text)).toBe(text);
    },
  );

  it.each([
    '2021-02-29',
    '1900-02-29',
    '2021-04-31',
    '2021-13-01',
    '2021-00-10',
    '2021-01-00',
    '0000-00-00',
    '20210431',
    '20210430',
    '2021/4/1',
    '2021-4-1',
    '44287',
    '9999-12-31',
    '1899-12-31',
    '2021-04-30T00:00:00Z',
    '+02021-04-30',
    ' 2021-04-30',
    '2021-04-30\n',
    '２０２１-04-30',
    '',
    'today',
  ])('%j is none', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => parseLocalDate(text)).toThrow(refused);
  });

  it('begins at midnight in Shanghai, eight hours before it does in UTC', () => {
    expect(localDateOf(new Date('2021-04-14T15:59:59.999Z'))).toBe('2021-04-14');
    expect(localDateOf(new Date('2021-04-14T16:00:00.000Z'))).toBe('2021-04-15');
    expect(today(fixedClock('2021-12-31T16:00:00Z'))).toBe('2022-01-01');
  });

  it('counts overdue days as the rule book does (funding.md §3)', () => {
    const dueOn = day('2021-06-30');
    expect(
      ['2021-08-29', '2021-08-30', '2021-09-28', '2021-09-29'].map((text) => daysBetween(dueOn, day(text))),
    ).toEqual([60, 61, 90, 91]);
  });

  it('is found again by going there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const there = addDays(day('2050-01-01'), days);
        expect(daysBetween(day('2050-01-01'), there)).toBe(days);
        expect(addDays(there, -days)).toBe('2050-01-01');
        expect(addDays(date, daysBetween(date, there))).toBe(there);
      }),
    );
  });

  it('is the same day however often it is read', () => {
    fc.assert(fc.property(anyDay, (date) => expect(parseLocalDate(date)).toBe(date)));
  });

  it('is ordered as time is', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        // `+ 0` because Math.sign keeps a negative zero.
        expect(compareDates(a, b)).toBe(Math.sign(daysBetween(b, a)) + 0);
      }),
    );
  });

  it('does not leave the calendar', () => {
    expect(() => addDays(day('9998-12-31'), 1)).toThrow(refused);
    expect(() => addDays(day('1900-01-01'), -1)).toThrow(refused);
    expect(() => addDays(day('2021-01-01'), Number.NaN)).toThrow(refused);
    expect(() => addDays(day('2021-01-01'), 1e12)).toThrow(refused);
  });
});

describe('the same day in another year', () => {
  it.each([
    ['2024-06-30', 3, '2027-06-30'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-02-29', 3, '2027-03-01'],
    ['2026-11-24', -3, '2023-11-24'],
  ])('%s and %i years is %s', (from, years, to) => {
    expect(addYears(day(from), years)).toBe(to);
  });

  it('ends a term of whole years that began on 29 February with the last day of February', () => {
    expect(addDays(addYears(day('2024-02-29'), 3), -1)).toBe('2027-02-28');
  });
});

describe('what is a day', () => {
  it('is what the calendar of the platform says, for any text that looks like one', () => {
    const looksLikeDay = fc
      .tuple(
        fc.integer({ min: 1890, max: 2110 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
      )
      .map(([year, month, date]) => [year, month, date].map((n) => String(n).padStart(2, '0')).join('-'));
    fc.assert(
      fc.property(looksLikeDay, (text) => {
        const millis = Date.parse(`${text}T00:00:00Z`);
        const isReal = !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
        expect(isLocalDate(text)).toBe(isReal && text >= '1900-01-01');
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('months later', () => {
  it.each([
    ['2021-01-31', 1, '2021-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2021-11-30', 3, '2022-02-28'],
    ['2021-08-29', 6, '2022-02-28'],
    ['2021-03-31', -1, '2021-02-28'],
    ['2021-05-01', 0, '2021-05-01'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });
});
