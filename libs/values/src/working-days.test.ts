import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type LocalDate, parseLocalDate } from './local-date.js';
import { addWorkingDays, hasHolidayCalendar, isWorkingDay, workingDaysBetween } from './working-days.js';

const day = (text: string): LocalDate => parseLocalDate(text);
const missing = expect.objectContaining({ name: 'ValueError', code: 'CALENDAR_YEAR_MISSING' });
// Far enough from the first and last known year that no walk of a test leaves them.
const anyDay = fc.integer({ min: 0, max: 7000 }).map((days) => addDays(day('2005-01-01'), days));
const fewDays = fc.integer({ min: 0, max: 120 });

describe('the working-day calendar', () => {
  it.each([
    ['2021-04-30', true, 'a Friday'],
    ['2021-05-03', false, 'a Monday of the Labour Day holiday'],
    ['2021-04-25', true, 'a Sunday worked for Labour Day'],
    ['2021-05-08', true, 'a Saturday worked for Labour Day'],
    ['2021-05-09', false, 'an ordinary Sunday'],
    ['2021-02-11', false, 'the eve of the Spring Festival'],
    ['2021-02-20', true, 'a Saturday worked for the Spring Festival'],
    ['2021-09-20', false, 'the Monday of Mid-Autumn'],
    ['2021-09-26', true, 'a Sunday worked for the National Day'],
    ['2020-01-31', false, 'the holiday that was made longer in 2020'],
    ['2026-10-01', false, 'the National Day'],
  ])('%s worked: %s (%s)', (date, isWorked) => {
    expect(isWorkingDay(day(date))).toBe(isWorked);
  });

  it('knows the years 2004 to 2026, and refuses every other instead of guessing', () => {
    const years = Array.from({ length: 60 }, (_, index) => 1990 + index);
    const known = years.filter((year) => {
      try {
        isWorkingDay(day(`${year}-06-15`));
        return true;
      } catch (error) {
        expect(error).toEqual(missing);
        return false;
      }
    });
    expect([known[0], known.at(-1), known.length]).toEqual([2004, 2026, 23]);
    expect(years.filter((year) => hasHolidayCalendar(year))).toEqual(known);
  });

  it('does not walk into a year without a notice', () => {
    expect(addWorkingDays(day('2026-12-30'), 1)).toBe('2026-12-31');
    expect(() => addWorkingDays(day('2026-12-30'), 2)).toThrow(missing);
    expect(() => addWorkingDays(day('2004-01-02'), -2)).toThrow(missing);
  });

  it('is corrected by hand, day by day', () => {
    expect(isWorkingDay(day('2021-04-30'), { '2021-04-30': false })).toBe(false);
    expect(isWorkingDay(day('2021-05-03'), { '2021-05-03': true })).toBe(true);
    expect(addWorkingDays(day('2021-04-29'), 1, { '2021-04-30': false })).toBe('2021-05-06');
  });

  it('takes a whole new notice by hand, but not a lone correction for one', () => {
    const notice = { '2027-01-01': false, '2027-10-01': false, '2027-10-09': true };
    expect(isWorkingDay(day('2027-10-09'), notice)).toBe(true);
    expect(isWorkingDay(day('2027-10-08'), notice)).toBe(true);
    expect(addWorkingDays(day('2026-12-31'), 1, notice)).toBe('2027-01-04');
    expect(() => isWorkingDay(day('2027-03-01'), { '2027-03-01': true })).toThrow(missing);
    expect([notice, { '2027-03-01': true }].map((days) => hasHolidayCalendar(2027, days))).toEqual([
      true,
      false,
    ]);
  });

  it('answers alike in every time zone of the machine', () => {
    const source = `import('@gusu/values').then(({ isWorkingDay }) =>
      console.log(['2021-04-25', '2021-05-03', '2021-05-08', '2021-05-09', '2021-05-10'].map((d) => isWorkingDay(d)).join()))`;
    const answers = ['America/Los_Angeles', 'UTC', 'Asia/Shanghai', 'Pacific/Auckland'].map((zone) =>
      execFileSync(process.execPath, ['-e', source], { env: { ...process.env, NODE_OPTIONS: '', TZ: zone } })
        .toString()
        .trim(),
    );
    expect(new Set(answers)).toEqual(new Set(['true,false,true,false,true']));
  });
});

describe('adding working days', () => {
  it.each([
    ['2021-04-30', 1, '2021-05-06'],
    ['2021-04-30', 3, '2021-05-08'],
    ['2021-04-30', 5, '2021-05-11'],
    ['2021-05-06', -1, '2021-04-30'],
    ['2021-05-01', 0, '2021-05-01'],
    ['2021-09-17', 1, '2021-09-18'],
  ])('%s plus %s is %s', (date, days, result) => {
    expect(addWorkingDays(day(date), days)).toBe(result);
  });

  it('ends on a working day and counts exactly the days asked for', () => {
    fc.assert(
      fc.property(anyDay, fewDays, (date, days) => {
        const end = addWorkingDays(date, days);
        expect(days === 0 || isWorkingDay(end)).toBe(true);
        expect(workingDaysBetween(date, end)).toBe(days);
      }),
    );
  });

  it('never ends earlier for a later start or for more days', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(30), fewDays, fc.nat(30), (date, later, days, more) => {
        expect(addWorkingDays(date, days) <= addWorkingDays(addDays(date, later), days)).toBe(true);
        expect(addWorkingDays(date, days) <= addWorkingDays(date, days + more)).toBe(true);
      }),
    );
  });

  it('can be done in two steps as well as in one', () => {
    fc.assert(
      fc.property(anyDay, fewDays, fewDays, (date, first, second) => {
        expect(addWorkingDays(addWorkingDays(date, first), second)).toBe(
          addWorkingDays(date, first + second),
        );
      }),
    );
  });

  it('is undone from a working day by going back', () => {
    fc.assert(
      fc.property(anyDay, fewDays, (date, days) => {
        const start = addWorkingDays(date, 1);
        expect(addWorkingDays(addWorkingDays(start, days), -days)).toBe(start);
        expect(workingDaysBetween(addWorkingDays(start, days), start) + days).toBe(0);
      }),
    );
  });
});
