import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BankEvent } from '../bank-event/bank-event.js';
import {
  bodyOf,
  corrected,
  disbursed,
  filed,
  overdue,
  read,
  reclassified,
  recovered,
  renewed,
  repaid,
  reversed,
  settled,
} from '../fixture/bank-events.js';
import { foldHashOf } from './fold-hash.js';
import { foldLoan } from './loan-fold.rules.js';

const opened = [filed(), disbursed()].map(read);
const folded = (...bodies: object[]) => foldLoan([...opened, ...bodies.map(read)]);
const stateOf = (...bodies: object[]) => folded(...bodies).state;
const outcomeOf = (id: string, ...bodies: object[]) => {
  const outcome = folded(...bodies).outcomes.get(id);
  return outcome?.kind === 'parked' ? outcome.obstacle : outcome?.kind;
};

describe('correcting an event (AT-10)', () => {
  const wrong = recovered('2021-10-28', 80_000_000);
  const right = corrected('2021-11-02', wrong.eventId, recovered('2021-10-28', 8_000_000));

  it('is as if the right one had come in its place and the wrong one never', () => {
    const state = stateOf(wrong, right);
    expect(foldHashOf(state)).toBe(foldHashOf(stateOf(recovered('2021-10-28', 8_000_000))));
    expect(outcomeOf(wrong.eventId, wrong, right)).toBe('reversed');
  });

  it('may be corrected again under the id of the correction, in the first place', () => {
    const again = corrected('2021-11-03', right.eventId, recovered('2021-10-28', 9), { eventId: 'again' });
    expect(foldHashOf(stateOf(again, right, wrong))).toBe(foldHashOf(stateOf(recovered('2021-10-28', 9))));
  });

  it('may be reversed: what it put in is out, what it took out stays out', () => {
    const reversal = reversed('2021-11-04', right.eventId);
    expect(foldHashOf(stateOf(wrong, right, reversal))).toBe(foldHashOf(stateOf()));
  });

  it('takes effect as a whole or not at all', () => {
    const repayment = repaid('2021-07-01', 100, 499_999_900);
    const tooMuch = corrected('2021-07-02', repayment.eventId, repaid('2021-07-01', 500_000_001, 0));
    expect(outcomeOf(tooMuch.eventId, repayment, tooMuch)).toBe('OVER_REPAY');
    expect(stateOf(repayment, tooMuch)).toEqual(stateOf(repayment));
  });

  it('waits for an event that has not come, and is refused for one that is out already', () => {
    expect(outcomeOf(right.eventId, right)).toBe('PREDECESSOR_MISSING');
    expect(outcomeOf(right.eventId, wrong, reversed('2021-11-01', wrong.eventId), right)).toBe(
      'ALREADY_REVERSED',
    );
  });

  it('leads nowhere when corrections name each other or themselves', () => {
    const by = repaid('2021-07-01', 1, 0);
    const self = corrected('2021-07-02', 'self', by, { eventId: 'self' });
    const one = corrected('2021-07-02', 'two', by, { eventId: 'one' });
    const two = corrected('2021-07-02', 'one', by, { eventId: 'two' });
    for (const id of ['self', 'one', 'two'])
      expect(outcomeOf(id, self, one, two)).toBe('PREDECESSOR_MISSING');
    expect(stateOf(self, one, two)).toEqual(stateOf());
  });
});

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2021-06-${String(n).padStart(2, '0')}`);
const fen = fc.integer({ min: 1, max: 300 });
const anyFact = fc
  .record({ on: day, amount: fen, n: fc.integer({ min: 0, max: 99 }), kind: fc.integer({ min: 0, max: 11 }) })
  .map(({ on, amount, n, kind }) => {
    const id = { eventId: `e${n}` };
    const facts = [
      () => disbursed(on, amount, id),
      () => repaid(on, amount, 0, id),
      () => overdue(on, amount, amount % 30, id),
      () => settled(on, id),
      () => recovered(on, amount, { costFen: amount % 7, vouchers: amount % 2 ? ['v'] : [] }, id),
      () => reclassified(on, `0${(amount % 5) + 1}`, id),
      () => renewed(on, amount, id),
      () => bodyOf('loan.cured', on, { asOf: on }, id),
      () => bodyOf('loan.defaulted', on, { asOf: on, principalFen: amount, interestFen: 0 }, id),
      () => bodyOf('loan.written_off', on, { amountFen: amount, on }, id),
      () => bodyOf('loan.accelerated', on, { on }, id),
      () => bodyOf('master.changed', on, { field: 'name', old: '甲', new: '乙' }, id),
    ];
    return facts[kind]?.() ?? settled(on, id);
  });
const anyChange = fc
  .record({
    on: day,
    target: fc.integer({ min: 0, max: 99 }),
    n: fc.integer({ min: 0, max: 99 }),
    by: fc.option(anyFact),
  })
  .map(({ on, target, n, by }) => {
    const id = { eventId: `c${n}` };
    const of = n % 3 === 0 ? `c${target}` : `e${target}`;
    return by && by.type.startsWith('loan.') ? corrected(on, of, by, id) : reversed(on, of, id);
  });
/** Dense numbers of events, so that changes meet their targets. */
const renumber = (bodies: ReturnType<typeof bodyOf>[]) => {
  const events = bodies.filter(({ type }) => !type.startsWith('event.'));
  const names = new Map(events.map((body, n) => [`e${n}`, body.eventId]));
  return bodies.map((body) => {
    const target = body.reversalOf as string | null | undefined;
    if (!target?.startsWith('e') || events.length === 0) return body;
    return { ...body, reversalOf: names.get(`e${Number(target.slice(1)) % events.length}`) ?? target };
  });
};
const anyStory = fc
  .uniqueArray(fc.oneof({ weight: 3, arbitrary: anyFact }, { weight: 1, arbitrary: anyChange }), {
    selector: ({ eventId }) => eventId as string,
    maxLength: 18,
  })
  .map((bodies) => renumber(bodies as ReturnType<typeof bodyOf>[]));
const NUMBERED: ((n: number) => number | undefined)[] = [
  () => undefined,
  (n) => n + 1,
  (n) => (n % 4 === 3 ? undefined : n + 1),
];
const filing = filed('2021-05-30', 1_000);
/** Intake keeps of an id what came first; the copies are byte-equal, so it is no matter which. */
const kept = (events: readonly BankEvent[]) => [...new Map(events.map((one) => [one.eventId, one])).values()];

describe('any events of a loan, with reversals and corrections among them', () => {
  it('fold to one state in whatever order, and however often, they arrive (I-04)', () => {
    let changed = 0;
    fc.assert(
      fc.property(
        anyStory.chain((story) =>
          fc.tuple(
            fc.constant(story),
            fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 }),
            fc.constantFrom(...NUMBERED),
          ),
        ),
        ([story, arrivals, seqOf]) => {
          const seqs = new Map([filing, ...story].map((body, n) => [body.eventId, seqOf(n)]));
          const numbered = (body: object & { eventId?: unknown }) =>
            read({ ...body, seq: seqs.get(body.eventId as string) });
          const first = foldLoan([filing, ...story].map(numbered));
          const other = foldLoan(kept([...arrivals, filing].map(numbered)));
          expect(foldHashOf(other.state)).toBe(foldHashOf(first.state));
          expect(new Map([...other.outcomes].sort())).toEqual(new Map([...first.outcomes].sort()));
          if ([...first.outcomes.values()].some(({ kind }) => kind === 'reversed')) changed += 1;
        },
      ),
      { numRuns: 1_500 },
    );
    expect(changed).toBeGreaterThan(200);
  });

  it('leave no trace at all of one that is reversed', () => {
    let reversals = 0;
    fc.assert(
      fc.property(anyStory, fc.nat(), day, (story, at, on) => {
        const facts = story.filter(({ type }) => !type.startsWith('event.'));
        const target = facts[at % Math.max(1, facts.length)];
        if (!target || story.some(({ reversalOf }) => reversalOf === target.eventId)) return;
        const reversal = reversed(on, target.eventId as string, { eventId: 'reversal' });
        const with_ = foldLoan([filing, ...story, reversal].map(read));
        const never = foldLoan([filing, ...story.filter((body) => body !== target)].map(read));
        expect(foldHashOf(with_.state)).toBe(foldHashOf(never.state));
        reversals += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(reversals).toBeGreaterThan(300);
  });

  it('keep the principal what was lent less what came back, never below zero (I-03)', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { state } = foldLoan([filing, ...story].map(read));
        expect(state.principalFen >= 0n && state.principalFen <= state.disbursedFen).toBe(true);
        expect(state.disbursedFen <= 1_000n).toBe(true);
      }),
    );
  });
});
