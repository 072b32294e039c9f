import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BankEvent } from '../bank-event/bank-event.js';
import { BANK, disbursed, filed, read, repaid, reversed } from '../fixture/bank-events.js';
import { foldHashOf } from '../loan/fold-hash.js';
import { foldLoan } from '../loan/loan-fold.rules.js';
import { confirmEvent } from './confirmation.rules.js';

const NOW = new Date('2021-06-12T01:00:00Z');
const by = { id: 'city-officer', roles: ['city-officer'] as const };
const doubtful = {
  bankCode: BANK,
  eventId: 'twin',
  dueBillNo: '1',
  status: 'PARKED',
  code: 'SUSPECT_DUPLICATE',
};
const asked = { isSeparate: true, reason: '两笔' };

describe('confirming an event', () => {
  it('is recorded with who said so, when and why', () => {
    expect(confirmEvent(doubtful, undefined, asked, { by, now: NOW })).toEqual({
      bankCode: BANK,
      eventId: 'twin',
      isSeparate: true,
      reason: '两笔',
      confirmedBy: 'city-officer',
      confirmedAt: '2021-06-12T01:00:00.000Z',
    });
  });

  it('stands: the same word again changes nothing, another one is refused', () => {
    const first = confirmEvent(doubtful, undefined, asked, { by, now: NOW });
    const later = { by: { id: 'bank:x', roles: ['bank'] as const }, now: new Date('2022-01-01T00:00:00Z') };
    expect(confirmEvent(doubtful, first, { ...asked, reason: '再次' }, later)).toBe(first);
    expect(() => confirmEvent(doubtful, first, { ...asked, isSeparate: false }, later)).toThrow(
      expect.objectContaining({ code: 'bank-event/already-confirmed' }),
    );
  });

  it.each([
    ['APPLIED', null],
    ['APPLIED', 'BALANCE_DIFF'],
    ['REVERSED', null],
    ['PARKED', 'OVER_REPAY'],
    ['PARKED', 'PREDECESSOR_MISSING'],
  ])('is refused for an event that is %s with %s', (status, code) => {
    expect(() => confirmEvent({ ...doubtful, status, code }, undefined, asked, { by, now: NOW })).toThrow(
      expect.objectContaining({ code: 'bank-event/not-in-doubt' }),
    );
  });
});

const loan = [filed(), disbursed(), repaid('2021-06-10', 100, 499_999_900)].map(read);
const twin = read(repaid('2021-06-10', 100, 499_999_800, { eventId: 'twin' }));

describe('folding an event that was in doubt', () => {
  it('leaves it out until somebody has spoken, and the loan is on hold', () => {
    const { state, outcomes } = foldLoan([...loan, twin]);
    expect([state.principalFen, state.exceptions]).toEqual([499_999_900n, ['SUSPECT_DUPLICATE']]);
    expect(outcomes.get('twin')).toEqual({ kind: 'parked', obstacle: 'SUSPECT_DUPLICATE' });
  });

  it.each([
    [true, 499_999_800n, { kind: 'applied' }],
    [false, 499_999_900n, { kind: 'discarded' }],
  ])('separate %s: nothing is in doubt any more', (isSeparate, principal, outcome) => {
    const { state, outcomes } = foldLoan([...loan, twin], { confirmed: new Map([['twin', isSeparate]]) });
    expect([state.principalFen, state.exceptions, outcomes.get('twin')]).toEqual([principal, [], outcome]);
  });

  it('still suspects a third', () => {
    const third = read(repaid('2021-06-10', 100, 499_999_800, { eventId: 'third' }));
    const { state, outcomes } = foldLoan([...loan, twin, third], { confirmed: new Map([['twin', true]]) });
    expect(outcomes.get('third')).toEqual({ kind: 'parked', obstacle: 'SUSPECT_DUPLICATE' });
    expect(state.principalFen).toBe(499_999_800n);
  });

  it('still parks one of its own that cannot be applied', () => {
    const whole = read(repaid('2021-06-11', 499_999_900, 0));
    const again = read(repaid('2021-06-11', 499_999_900, 0, { eventId: 'again' }));
    const { outcomes } = foldLoan([...loan, whole, again], { confirmed: new Map([['again', true]]) });
    const kinds = ['again', whole.eventId].map((id) => outcomes.get(id)?.kind);
    expect(kinds.sort()).toEqual(['applied', 'parked']);
  });
});

const anyRepayment = fc
  .record({
    day: fc.integer({ min: 1, max: 3 }),
    fen: fc.integer({ min: 1, max: 2 }),
    id: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ day, fen, id }): BankEvent => read(repaid(`2021-06-0${day + 2}`, fen, 0, { eventId: `e${id}` })));
const anyReversal = fc
  .record({ id: fc.integer({ min: 0, max: 3 }), target: fc.integer({ min: 0, max: 12 }) })
  .map(({ id, target }) => read(reversed('2021-06-20', `e${target}`, { eventId: `r${id}` })));

describe('any events and any confirmations', () => {
  it('fold to one state in whatever order they came (I-04), with no principal out of nothing (I-03)', () => {
    const anyCase = fc
      .record({
        events: fc.uniqueArray(fc.oneof(anyRepayment, anyRepayment, anyReversal), {
          selector: ({ eventId }) => eventId,
          maxLength: 14,
        }),
        said: fc.dictionary(
          fc.integer({ min: 0, max: 12 }).map((n) => `e${n}`),
          fc.boolean(),
        ),
      })
      .chain(({ events, said }) =>
        fc.record({
          events: fc.constant(events),
          shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
          said: fc.constant(said),
        }),
      );
    fc.assert(
      fc.property(anyCase, ({ events, shuffled, said }) => {
        const opening = [filed(), disbursed()].map(read);
        const confirmed = new Map(Object.entries(said));
        const folded = foldLoan([...opening, ...events], { confirmed });
        const backwards = new Map([...confirmed].reverse());
        expect(foldHashOf(foldLoan([...shuffled, ...opening], { confirmed: backwards }).state)).toBe(
          foldHashOf(folded.state),
        );
        let principal = 500_000_000n;
        for (const { eventId, fact } of events)
          if (fact.type === 'loan.repaid' && folded.outcomes.get(eventId)?.kind === 'applied')
            principal -= fact.principalFen;
        expect(folded.state.principalFen).toBe(principal);
      }),
    );
  });
});
