import { describe, expect, it } from '@jest/globals';
import {
  bodyOf,
  disbursed,
  filed,
  overdue,
  read,
  reclassified,
  recovered,
  renewed,
  repaid,
  settled,
} from '../fixture/bank-events.js';
import { foldLoan } from './loan-fold.rules.js';
import { isOnHold, type LoanState } from './loan.js';
import { statusOf } from './loan-status.rules.js';

const opened = [filed(), disbursed()].map(read);
const folded = (...bodies: object[]) => foldLoan([...opened, ...bodies.map(read)]);
const stateOf = (...bodies: object[]): LoanState => folded(...bodies).state;
const outcomeOf = (id: string, ...bodies: object[]) => {
  const outcome = folded(...bodies).outcomes.get(id);
  if (outcome?.kind === 'parked') return outcome.obstacle;
  return outcome?.kind === 'applied' ? (outcome.noticed ?? 'applied') : outcome?.kind;
};
const event = (type: string, day: string, data: object = {}) => bodyOf(type, day, data);

const AMENDMENTS: [string, object, Partial<LoanState>][] = [
  [
    'loan.extended',
    { newMaturity: '2022-11-30', count: 1 },
    { maturity: '2022-11-30' as never, extensions: 1 },
  ],
  ['loan.rate_changed', { newRatePpm: 38_500, from: '2021-07-01' }, { ratePpm: 38_500 as never }],
  ['loan.restructured', { terms: '分期' }, { isRestructured: true }],
  ['loan.written_off', { amountFen: 7, on: '2021-07-01' }, { writtenOffFen: 7n, principalFen: 500_000_000n }],
  [
    'loan.accelerated',
    { on: '2021-07-01' },
    { maturity: '2021-07-01' as never, acceleratedOn: '2021-07-01' as never },
  ],
  ['loan.reclassified', { asOf: '2021-07-01', to: '02' }, { fiveClass: '02' }],
  [
    'loan.defaulted',
    { asOf: '2021-07-01', principalFen: 500_000_000, interestFen: 0 },
    { isDefaulted: true },
  ],
];

describe('what each event does to a loan (funding.md §5)', () => {
  it.each(AMENDMENTS)('%s', (type, data, expected) => {
    expect(stateOf(event(type, '2021-07-01', data))).toMatchObject({
      originalMaturity: '2022-05-31',
      ...expected,
    });
  });

  const others: [string, object][] = [
    ['loan.recovered', recovered('2021-07-01', 5).data],
    ['loan.renewed', { newDueBillNo: 'n', amountFen: 1 }],
  ];
  it.each([...AMENDMENTS.map(([type, data]): [string, object] => [type, data]), ...others])(
    '%s waits while nothing was lent, and is parked when nothing is owed any more',
    (type, data) => {
      const body = event(type, '2021-07-01', data);
      const early = foldLoan([filed(), body].map(read)).outcomes.get(body.eventId);
      expect(early).toEqual({ kind: 'parked', obstacle: 'PREDECESSOR_MISSING' });
      const closing = [repaid('2021-06-20', 500_000_000, 0), settled('2021-06-20')];
      expect(outcomeOf(body.eventId, ...closing, body)).toBe('LOAN_CLOSED');
    },
  );

  it('a recovery before any payment reduces the principal by its net amount, and interest with the rest', () => {
    const { principalFen, recoveredFen } = stateOf(
      recovered('2021-07-01', 100_000_000, { costFen: 1_234_567, vouchers: ['V1'] }),
    );
    expect([principalFen, recoveredFen]).toEqual([401_234_567n, 98_765_433n]);
    const all = stateOf(
      {
        ...overdue('2021-06-30', 400_000_000, 9),
        data: {
          ...overdue('2021-06-30', 0, 9).data,
          interestArrearsFen: 30,
          principalArrearsFen: 400_000_000,
        },
      },
      recovered('2021-07-01', 500_000_020),
    );
    expect([all.principalFen, all.principalArrearsFen, all.interestArrearsFen]).toEqual([0n, 0n, 10n]);
  });

  it('allows no cost without a voucher, and remarks it (row 22)', () => {
    const body = recovered('2021-07-01', 100, { costFen: 30 });
    expect(outcomeOf(body.eventId, body)).toBe('COST_UNVOUCHERED');
    expect(stateOf(body).recoveredFen).toBe(100n);
  });

  it('a renewal takes over all that is owed or nothing', () => {
    const whole = renewed('2022-05-31', 500_000_000);
    expect(statusOf(stateOf(whole))).toBe('renewed');
    expect(stateOf(whole)).toMatchObject({ principalFen: 0n, renewedTo: 'next', renewedOn: '2022-05-31' });
    expect(outcomeOf(whole.eventId, renewed('2022-05-31', 499_999_999))).toBe('SETTLED_WITH_BALANCE');
    expect(outcomeOf(whole.eventId, renewed('2022-05-31', 500_000_001))).toBe('OVER_REPAY');
    expect(outcomeOf(whole.eventId, overdue('2022-05-30', 1, 1), whole)).toBe('SETTLED_WITH_BALANCE');
  });

  it('a new name of the borrower changes nothing of the loan, and is remarked (row 24)', () => {
    const body = event('master.changed', '2021-07-01', { field: 'name', old: '甲', new: '乙' });
    expect(outcomeOf(body.eventId, body)).toBe('MASTER_CHANGED');
    expect({ ...stateOf(body), exceptions: [] }).toEqual(stateOf());
  });

  it('a default with another principal than ours is taken, and puts the loan on hold', () => {
    const state = stateOf(
      event('loan.defaulted', '2021-07-01', { asOf: '2021-07-01', principalFen: 1, interestFen: 0 }),
    );
    expect([statusOf(state), state.exceptions, isOnHold(state)]).toEqual([
      'nonPerforming',
      ['BALANCE_DIFF'],
      true,
    ]);
  });
});

describe('a filing that comes after the arrears (row 18, I-16)', () => {
  it('is refused, whichever came first; on the same day it is taken', () => {
    const late = filed('2021-06-10', 500, { eventId: 'late' });
    const before = overdue('2021-06-09', 1, 1);
    for (const order of [
      [late, before],
      [before, late],
    ])
      expect(foldLoan(order.map(read)).outcomes.get('late')).toEqual({
        kind: 'parked',
        obstacle: 'FILED_AFTER_OVERDUE',
      });
    expect(foldLoan([late, overdue('2021-06-10', 1, 0)].map(read)).outcomes.get('late')).toEqual({
      kind: 'applied',
    });
  });
});

describe('days that cannot be right (row 15)', () => {
  it.each([
    [
      'jump faster than the calendar',
      [overdue('2021-07-10', 100, 5), overdue('2021-07-20', 100, 200)],
      '2021-07-05',
    ],
    ['reach back before the money was lent', [overdue('2021-07-10', 100, 200)], '2021-06-01'],
    [
      'fall while nothing was paid',
      [overdue('2021-07-10', 100, 5), overdue('2021-07-20', 100, 2)],
      '2021-07-05',
    ],
    ['stand beside no arrears', [overdue('2021-07-10', 0, 5)], undefined],
  ])('%s', (_what, bodies, since) => {
    const state = stateOf(...bodies);
    expect([state.exceptions, state.overdueSince]).toEqual([['DAYS_DIFF'], since]);
  });

  it.each([
    ['go with the calendar', [overdue('2021-07-10', 100, 5), overdue('2021-07-20', 100, 15)], '2021-07-05'],
    [
      'fall after a payment',
      [overdue('2021-07-10', 100, 9), repaid('2021-07-11', 50, 499_999_950), overdue('2021-07-12', 50, 1)],
      '2021-07-11',
    ],
  ])('and may: %s', (_what, bodies, since) => {
    const state = stateOf(...bodies);
    expect([state.exceptions, state.overdueSince]).toEqual([[], since]);
  });
});

describe('a class that does not go with the days (row 16)', () => {
  it('is remarked while it lasts: more than 90 days in class 01, or class 03 without arrears', () => {
    const hidden = overdue('2021-09-30', 100, 91);
    expect([statusOf(stateOf(hidden)), stateOf(hidden).exceptions]).toEqual(['nonPerforming', ['CLASS_LAG']]);
    expect(stateOf(hidden, reclassified('2021-10-01', '03')).exceptions).toEqual([]);
    expect(stateOf(overdue('2021-09-29', 100, 90)).exceptions).toEqual([]);
    expect(stateOf(reclassified('2021-07-01', '03')).exceptions).toEqual(['CLASS_LAG']);
  });
});

describe('the way out of non-performing (funding.md §6.1)', () => {
  const bad = [overdue('2021-09-30', 100, 95), reclassified('2021-10-01', '03')];
  const cured = repaid('2021-10-10', 100, 499_999_900);
  it.each([
    ['arrears alone', [...bad, cured], 'nonPerforming'],
    ['a better class alone', [...bad, reclassified('2021-10-11', '02', { eventId: 'up' })], 'nonPerforming'],
    ['both', [...bad, cured, reclassified('2021-10-11', '02', { eventId: 'up' })], 'active'],
    [
      'a class that was good before it turned bad',
      [reclassified('2021-07-01', '02'), overdue('2021-09-30', 100, 95), cured],
      'nonPerforming',
    ],
  ])('%s: %s', (_what, bodies, status) => {
    expect(statusOf(stateOf(...bodies))).toBe(status);
  });

  it('is written down with its day', () => {
    const { history } = stateOf(...bad, cured, reclassified('2021-10-11', '02', { eventId: 'up' }));
    expect(history.slice(-2)).toEqual([
      { status: 'nonPerforming', from: '2021-09-30' },
      { status: 'active', from: '2021-10-11' },
    ]);
  });
});

describe('a cure before and after the cut-off of a claim', () => {
  const late = [overdue('2021-08-31', 100, 64), repaid('2021-09-05', 100, 499_999_900)];

  it('makes the loan active again before it (AT-23)', () => {
    expect(statusOf(stateOf(...late))).toBe('active');
  });

  it('is a recovery after it, kept as given, and leaves the principal that was paid for (AT-28)', () => {
    const events = [...opened, ...[...late, repaid('2021-09-06', 10_000_000, 0)].map(read)];
    const { state } = foldLoan(events, { cutoffOn: '2021-09-05' as never });
    expect(state.principalFen).toBe(499_999_900n);
    expect(state.lateInflows).toEqual([
      {
        eventId: 'loan-repaid-2021-09-06',
        grossFen: 10_000_000n,
        costFen: 0n,
        channel: 'CASH',
        receivedOn: '2021-09-06',
        retypedFrom: 'loan.repaid',
      },
    ]);
  });
});
