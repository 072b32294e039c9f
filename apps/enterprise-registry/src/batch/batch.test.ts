import { Refusal } from '@gusu/contracts';
import { describe, expect, it } from '@jest/globals';
import { addDays, parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { type Batch, BATCH_MOVES, BATCH_STATUSES, type BatchCall } from './batch.js';
import { batchOn, decideBatch, proposeBatch } from './batch.rules.js';

const day = parseLocalDate;
const now = new Date('2026-05-10T02:00:00Z');
const officer = { id: 'officer', roles: ['city-officer'] } as const;
const lead = { id: 'lead', roles: ['city-lead'] } as const;
const call: BatchCall = {
  programme: 'techSme',
  action: 'initial',
  name: '2026年科技型中小企业评价',
  docNo: '工企函〔2026〕160号',
  opensOn: day('2026-06-01'),
  closesOn: day('2026-08-31'),
};
const propose = (changes: Partial<BatchCall> = {}, actor: object = officer) =>
  proposeBatch({ ...call, ...changes }, { batchId: 'b', actor: actor as typeof officer, now });
const approved = (changes: Partial<Batch> = {}): Batch => ({ ...propose(), status: 'approved', ...changes });
const asked = { programme: 'techSme', action: 'initial' } as const;

function caught(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('calling for applications', () => {
  it('is for the city, and for a window that is not over and does not end before it begins', () => {
    expect(propose()).toMatchObject({ status: 'proposed', proposedBy: 'officer' });
    const clerk = { id: 'clerk', roles: ['district-clerk'], district: '320571' };
    expect(caught(() => propose({}, clerk)).code).toBe('permission/denied');
    expect(caught(() => propose({ closesOn: day('2026-05-31') })).defects).toEqual([
      { pointer: '/closesOn', code: 'PERIOD_REVERSED' },
    ]);
    const past = { opensOn: day('2026-05-01'), closesOn: day('2026-05-09') };
    expect(caught(() => propose(past)).defects).toEqual([{ pointer: '/closesOn', code: 'DATE_IN_PAST' }]);
  });

  const moves = Object.keys(BATCH_MOVES) as (keyof typeof BATCH_MOVES)[];
  it.each(moves)('%s is legal from a proposal alone, and takes the right person', (move) => {
    const right = move === 'withdraw' ? officer : lead;
    const wrong = move === 'withdraw' ? lead : officer;
    const ends = BATCH_STATUSES.map((status) => {
      try {
        return decideBatch({ ...propose(), status }, { move }, { actor: right, now }).status;
      } catch (error) {
        return (error as Refusal).code;
      }
    });
    const refused = 'batch/move-not-legal';
    expect(ends).toEqual([BATCH_MOVES[move].to, refused, refused, refused]);
    expect(caught(() => decideBatch(propose(), { move }, { actor: wrong, now })).code).toBe(
      move === 'withdraw' ? 'batch/not-proposer' : 'batch/same-person',
    );
  });
});

describe('the window of an application', () => {
  it.each([
    ['2026-05-31', 'batch/not-open'],
    ['2026-06-01', 'b'],
    ['2026-08-31', 'b'],
    ['2026-09-01', 'batch/not-open'],
    ['2027-03-01', 'open all year'],
  ])('on %s is %s', (on, expected) => {
    const found = () => batchOn([approved()], asked, day(on))?.batchId ?? 'open all year';
    if (expected === 'batch/not-open') expect(caught(found).code).toBe(expected);
    else expect(found()).toBe(expected);
  });

  it('says when the next one of the year opens', () => {
    const batches = [approved(), approved({ opensOn: day('2026-11-01'), closesOn: day('2026-11-30') })];
    expect(caught(() => batchOn(batches, asked, day('2026-09-01'))).facts).toMatchObject({
      opensOn: '2026-11-01',
    });
  });

  it('is no matter of another programme, another action, or a call that nobody approved', () => {
    const others = [
      approved({ programme: 'littleGiant' }),
      approved({ action: 'review' }),
      ...BATCH_STATUSES.filter((status) => status !== 'approved').map((status) => approved({ status })),
    ];
    expect(batchOn(others, asked, day('2026-01-05'))).toBeUndefined();
  });

  it('takes exactly the days of the window, also across the end of a year', () => {
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 200 }), days, (from, length, at) => {
        const opensOn = addDays(day('2026-01-01'), from);
        const closesOn = addDays(opensOn, length);
        const on = addDays(day('2026-01-01'), at);
        const isInside = opensOn <= on && on <= closesOn;
        const isCalled = opensOn.slice(0, 4) <= on.slice(0, 4) && closesOn.slice(0, 4) >= on.slice(0, 4);
        const batches = [approved({ opensOn, closesOn })];
        if (isInside || !isCalled) expect(batchOn(batches, asked, on) !== undefined).toBe(isInside);
        else expect(() => batchOn(batches, asked, on)).toThrow(Refusal);
      }),
    );
  });
});
