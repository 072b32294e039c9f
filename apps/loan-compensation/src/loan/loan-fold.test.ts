import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BankEvent } from '../bank-event/bank-event.js';
import { disbursed, filed, overdue, read, repaid, reversed, settled } from '../fixture/bank-events.js';
import { foldHashOf } from './fold-hash.js';
import { foldLoan } from './loan-fold.rules.js';
import { statusOf } from './loan-status.rules.js';

const story = [
  repaid('2021-06-10', 100_000_000, 400_000_000),
  disbursed(),
  settled('2021-07-25'),
  overdue('2021-07-20', 100_000_000, 5),
  repaid('2021-07-25', 400_000_000, 0),
].map(read);
const filing = read(filed());

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, n) => n !== at)).map((rest) => [item, ...rest]),
  );
}

const obstacleOf = (events: BankEvent[], id: string | undefined) => {
  const outcome = foldLoan(events).outcomes.get(id ?? '');
  return outcome?.kind === 'parked' ? outcome.obstacle : outcome?.kind;
};

describe('a loan whose events arrive out of order (AT-07)', () => {
  it('parks what cannot be applied yet and applies it when it can', () => {
    const seen: BankEvent[] = [filing];
    const after = story.map((event) => {
      seen.push(event);
      const { state, outcomes } = foldLoan(seen);
      return [outcomes.get(event.eventId)?.kind, statusOf(state), state.principalFen];
    });
    expect(after).toEqual([
      ['parked', 'filed', 0n],
      ['applied', 'active', 400_000_000n],
      ['parked', 'active', 400_000_000n],
      ['applied', 'overdue', 400_000_000n],
      ['applied', 'settled', 0n],
    ]);
  });

  it('ends in one state for each of the 120 orders, with the overdue days in its history', () => {
    const hashes = new Set(
      permutations(story).map((order) => foldHashOf(foldLoan([filing, ...order]).state)),
    );
    expect(hashes.size).toBe(1);
    expect(foldLoan([filing, ...story]).state.history).toEqual([
      { status: 'filed', from: '2021-05-30' },
      { status: 'active', from: '2021-06-01' },
      { status: 'overdue', from: '2021-07-20' },
      { status: 'settled', from: '2021-07-25' },
    ]);
  });
});

describe('reversing an event (AT-08)', () => {
  const first = repaid('2021-06-10', 100_000_000, 400_000_000);
  const events = [
    filing,
    ...[disbursed(), first, repaid('2021-07-25', 400_000_000, 0), settled('2021-07-25')].map(read),
  ];
  const reversal = read(reversed('2021-08-01', first.eventId));

  it('reopens a settled loan', () => {
    expect(statusOf(foldLoan(events).state)).toBe('settled');
    const { state, outcomes } = foldLoan([...events, reversal]);
    expect(state.principalFen).toBe(100_000_000n);
    expect(statusOf(state)).toBe('active');
    expect(outcomes.get(first.eventId)).toEqual({ kind: 'reversed' });
  });

  it('is refused a second time, refused for a reversal, and waits for an unknown event', () => {
    const again = read(reversed('2021-08-02', first.eventId, { eventId: 'again' }));
    const ofReversal = read(reversed('2021-08-02', reversal.eventId, { eventId: 'of-reversal' }));
    const unknown = read(reversed('2021-08-02', 'never-sent', { eventId: 'of-unknown' }));
    expect(obstacleOf([...events, reversal, again], 'again')).toBe('ALREADY_REVERSED');
    expect(obstacleOf([...events, reversal, ofReversal], 'of-reversal')).toBe('REVERSAL_NOT_REVERSIBLE');
    expect(obstacleOf([...events, unknown], 'of-unknown')).toBe('PREDECESSOR_MISSING');
  });
});

describe('what cannot be applied', () => {
  const loan = [filing, read(disbursed())];
  it.each([
    ['a repayment of one fen too much', repaid('2021-07-01', 500_000_001, 0), 'OVER_REPAY'],
    ['a settlement with a balance', settled('2021-07-01'), 'SETTLED_WITH_BALANCE'],
    ['a second filing', filed('2021-06-20', 1, { eventId: 'second' }), 'ALREADY_COVERED'],
    [
      'the same disbursement under another id',
      disbursed('2021-06-01', 500_000_000, { eventId: 'twin' }),
      'SUSPECT_DUPLICATE',
    ],
    ['a disbursement above the plan', disbursed('2021-06-03', 1), 'DISBURSED_ABOVE_PLAN'],
  ])('%s', (_what, body, obstacle) => {
    const event = read(body);
    expect(obstacleOf([...loan, event], event.eventId)).toBe(obstacle);
  });

  it.each([5_000_000, 500])('an amount in the wrong unit (%i fen for a plan of 500,000,000)', (amount) => {
    const event = read(disbursed('2021-06-01', amount));
    expect(obstacleOf([filing, event], event.eventId)).toBe('UNIT_SUSPECT');
  });

  it('remarks a balance that differs, and applies the repayment', () => {
    const { state } = foldLoan([...loan, read(repaid('2021-07-01', 100, 499_999_901))]);
    expect([state.principalFen, state.exceptions]).toEqual([499_999_900n, ['BALANCE_DIFF']]);
  });

  it.each([
    [90, 'overdue'],
    [91, 'nonPerforming'],
  ])('%i days overdue is %s', (days, status) => {
    expect(statusOf(foldLoan([...loan, read(overdue('2021-09-29', 1, days))]).state)).toBe(status);
  });
});

const anyEvent = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    fen: fc.integer({ min: 1, max: 300 }),
    kind: fc.constantFrom('disbursed', 'repaid', 'overdue', 'settled', 'reversed'),
    id: fc.integer({ min: 0, max: 30 }),
    target: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ day, fen, kind, id, target }) => {
    const date = `2021-06-${String(day).padStart(2, '0')}`;
    const changes = { eventId: `e${id}` };
    if (kind === 'disbursed') return read(disbursed(date, fen * 7, changes));
    if (kind === 'repaid') return read(repaid(date, fen, 0, changes));
    if (kind === 'overdue') return read(overdue(date, fen, day, changes));
    return read(kind === 'settled' ? settled(date, changes) : reversed(date, `e${target}`, changes));
  });
const anyEvents = fc.uniqueArray(anyEvent, { selector: ({ eventId }) => eventId, maxLength: 20 });

describe('any events of a loan', () => {
  const opened = read(filed('2021-05-30', 1_000));

  it('fold to one state in whatever order they arrive (I-04)', () => {
    fc.assert(
      fc.property(
        anyEvents.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          expect(foldHashOf(foldLoan([opened, ...events]).state)).toBe(
            foldHashOf(foldLoan([...shuffled, opened]).state),
          );
        },
      ),
    );
  });

  it('never make the principal negative or other than disbursed less repaid (I-03)', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const { state, outcomes } = foldLoan([opened, ...events]);
        let principal = 0n;
        for (const { eventId, fact } of events) {
          if (outcomes.get(eventId)?.kind !== 'applied') continue;
          if (fact.type === 'loan.disbursed') principal += fact.amountFen;
          if (fact.type === 'loan.repaid') principal -= fact.principalFen;
        }
        expect(state.principalFen).toBe(principal);
        expect(principal >= 0n).toBe(true);
      }),
    );
  });
});
