import { Refusal } from '@gusu/contracts';
import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { HOLIDAY_NOTICE_MOVES, HOLIDAY_NOTICE_STATUSES, type HolidayNotice } from './holiday-notice.js';
import { decideHolidayNotice, proposeHolidayNotice } from './holiday-notice.rules.js';

const now = new Date('2026-11-10T02:00:00Z');
const officer = { id: 'officer', roles: ['city-officer'] } as const;
const lead = { id: 'lead', roles: ['city-lead'] } as const;
const off = (day: string) => ({ day: parseLocalDate(day), isWorked: false });
const on = (day: string) => ({ day: parseLocalDate(day), isWorked: true });
const propose = (year: number, days: HolidayNotice['days'], calendar = {}, actor: object = officer) =>
  proposeHolidayNotice(
    { year, docNo: '国办发明电〔2026〕7号', days },
    { noticeId: 'n', calendar, actor: actor as typeof officer, now },
  );
const whole = [off('2027-01-01'), off('2027-10-01'), on('2027-10-09')];

function caught(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('entering the holidays of a year', () => {
  it('keeps the days in their order and waits for a second person', () => {
    const notice = propose(2027, [...whole].reverse());
    expect(notice.days).toEqual(whole);
    expect(notice).toMatchObject({ status: 'proposed', proposedBy: 'officer', proposedAt: now });
  });

  it('takes a single correction of a known year, not of one that nobody knows', () => {
    expect(propose(2026, [on('2026-12-26')]).days).toHaveLength(1);
    expect(propose(2027, [on('2027-12-25')], { '2027-10-01': false }).days).toHaveLength(1);
    const defects = caught(() => propose(2027, [on('2027-12-25')])).defects;
    expect(defects).toEqual([{ pointer: '/days', code: 'NATIONAL_DAY_MISSING' }]);
  });

  it('does not take a National Day that is worked for a whole notice', () => {
    expect(caught(() => propose(2027, [on('2027-10-01')])).defects).toEqual([
      { pointer: '/days', code: 'NATIONAL_DAY_MISSING' },
    ]);
  });

  it('names every day that is wrong at once', () => {
    expect(caught(() => propose(2027, [...whole, off('2028-01-01'), on('2027-10-01')])).defects).toEqual([
      { pointer: '/days/3/day', code: 'NOT_IN_YEAR' },
      { pointer: '/days/4/day', code: 'FIELD_REPEATED' },
    ]);
  });

  it('is for the city', () => {
    const clerk = { id: 'clerk', roles: ['district-clerk'], district: '320571' };
    expect(caught(() => propose(2027, whole, {}, clerk)).code).toBe('permission/denied');
  });
});

describe('deciding what was entered', () => {
  const moves = Object.keys(HOLIDAY_NOTICE_MOVES) as (keyof typeof HOLIDAY_NOTICE_MOVES)[];
  it.each(moves)('%s is legal from a proposal alone', (move) => {
    const actor = move === 'withdraw' ? officer : lead;
    const ends = HOLIDAY_NOTICE_STATUSES.map((status) => {
      try {
        return decideHolidayNotice({ ...propose(2027, whole), status }, { move }, { actor, now }).status;
      } catch (error) {
        return (error as Refusal).code;
      }
    });
    const refused = 'holiday-notice/move-not-legal';
    expect(ends).toEqual([HOLIDAY_NOTICE_MOVES[move].to, refused, refused, refused]);
  });

  it('takes four eyes, and lets nobody else take it back', () => {
    const notice = propose(2027, whole);
    const by = (actor: typeof officer | typeof lead, move: (typeof moves)[number]) =>
      caught(() => decideHolidayNotice(notice, { move }, { actor, now })).code;
    expect(by(officer, 'approve')).toBe('holiday-notice/same-person');
    expect(by(officer, 'reject')).toBe('holiday-notice/same-person');
    expect(by(lead, 'withdraw')).toBe('holiday-notice/not-proposer');
  });
});
