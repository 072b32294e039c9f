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
import { canonicalLoan, foldHashOf, readCanonicalLoan } from './fold-hash.js';
import { foldLoan } from './loan-fold.rules.js';
import { continueFold, NEW_LOAN, tailOf } from './loan-tail.rules.js';

const opened = read(filed('2021-05-30', 1_000));

/** Days close together and few amounts, so that repeats, ties and events out of order are frequent; seq none, dense, or with holes. */
const anyEvent = fc
  .record({
    day: fc.integer({ min: 1, max: 9 }),
    fen: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom(
      'disbursed',
      'disbursed',
      'repaid',
      'repaid',
      'overdue',
      'recovered',
      'reclassified',
      'renewed',
      'renamed',
      'corrected',
      'settled',
      'reversed',
      'unknown',
    ),
    id: fc.integer({ min: 0, max: 60 }),
    target: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ day, fen, kind, id, target }) => {
    const date = `2021-06-0${day}`;
    const changes = { eventId: `e${id}` };
    if (kind === 'disbursed') return disbursed(date, fen * 30, changes);
    if (kind === 'repaid') return repaid(date, fen, 0, changes);
    if (kind === 'overdue') return overdue(date, fen, day, changes);
    if (kind === 'recovered') return recovered(date, fen, { costFen: fen % 3 }, changes);
    if (kind === 'reclassified') return reclassified(date, `0${fen}`, changes);
    if (kind === 'renewed') return renewed(date, fen * 30, changes);
    if (kind === 'renamed')
      return bodyOf('master.changed', date, { field: 'name', old: '甲', new: '乙' }, changes);
    if (kind === 'corrected') return corrected(date, `e${target}`, repaid(date, fen, 0), changes);
    if (kind === 'settled') return settled(date, changes);
    if (kind === 'unknown') return { ...settled(date, changes), type: 'loan.forgiven' };
    return reversed(date, `e${target}`, changes);
  });
/** How a bank numbers its events: not at all, one after the other, with holes, or now and then. */
const NUMBERINGS: Record<string, (n: number) => number | undefined> = {
  none: () => undefined,
  dense: (n) => n + 2,
  holes: (n) => n + 2 + Math.floor(n / 3),
  partial: (n) => (n % 4 === 3 ? undefined : n + 2),
};
const anyStory = fc
  .tuple(
    fc.uniqueArray(anyEvent, { selector: ({ eventId }) => eventId, maxLength: 14 }),
    fc.constantFrom(...Object.keys(NUMBERINGS)),
    fc.boolean(),
  )
  .map(([bodies, numbering, inOrder]) => {
    const byDay = [...bodies].sort((a, b) => (a.valueDate < b.valueDate ? -1 : 1));
    return (inOrder ? byDay : bodies).map((body, n) => read({ ...body, seq: NUMBERINGS[numbering]?.(n) }));
  });

const opening = (first: BankEvent | undefined) => (first?.seq === undefined ? opened : { ...opened, seq: 1 });

describe('folding one more event onto the end of a fold', () => {
  it('gives, wherever it can be done, exactly what a fold of all events gives', () => {
    let continued = 0;
    fc.assert(
      fc.property(anyStory, (story) => {
        let seen: BankEvent[] = [];
        let { state, tail }: { state: typeof NEW_LOAN.state; tail: typeof NEW_LOAN.tail | undefined } =
          NEW_LOAN;
        for (const event of [opening(story[0]), ...story]) {
          const next = tail && continueFold(state, tail, event);
          seen = [...seen, event];
          const full = foldLoan(seen);
          if (next) {
            continued += 1;
            expect(canonicalLoan(next.state)).toBe(canonicalLoan(full.state));
            expect(full.outcomes.get(event.eventId)).toEqual({
              kind: 'applied',
              ...(next.noticed === undefined ? {} : { noticed: next.noticed }),
            });
            expect(next.tail).toEqual(tailOf(seen, full.outcomes));
          }
          ({ state } = full);
          tail = tailOf(seen, full.outcomes);
        }
      }),
      { numRuns: 2_000 },
    );
    // It is the common case, or this test shows nothing.
    expect(continued).toBeGreaterThan(2_000);
  });

  it('never changes what became of an earlier event', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const events = [opening(story[0]), ...story];
        const last = events.at(-1);
        const before = foldLoan(events.slice(0, -1));
        const tail = tailOf(events.slice(0, -1), before.outcomes);
        if (!last || !tail || !continueFold(before.state, tail, last)) return;
        const after = foldLoan(events).outcomes;
        for (const [id, outcome] of before.outcomes) expect(after.get(id)).toEqual(outcome);
      }),
      { numRuns: 1_000 },
    );
  });

  const loan = [opened, read(disbursed('2021-06-01', 500)), read(repaid('2021-06-05', 100, 400))];
  it.each([
    ['that comes earlier', repaid('2021-06-03', 50, 450)],
    ['that reverses another', reversed('2021-06-09', 'loan-repaid-2021-06-05')],
    ['that may be the last one sent twice', repaid('2021-06-05', 100, 300, { eventId: 'twin' })],
    [
      'that corrects another',
      corrected('2021-06-09', 'loan-repaid-2021-06-05', repaid('2021-06-05', 9, 491)),
    ],
    ['that must wait', settled('2021-06-09')],
    ['that is numbered where the others are not', repaid('2021-06-09', 50, 350, { seq: 4 })],
  ])('leaves an event %s to a fold of all', (_what, body) => {
    const { state, outcomes } = foldLoan(loan);
    const tail = tailOf(loan, outcomes);
    expect(tail).toBeDefined();
    expect(tail && continueFold(state, tail, read(body))).toBeUndefined();
  });

  it('is not done while an earlier event waits', () => {
    const events = [...loan, read(settled('2021-06-09'))];
    expect(tailOf(events, foldLoan(events).outcomes)).toBeUndefined();
  });
});

describe('a stored state', () => {
  it('is read back as it was, with all its members in the order of the alphabet', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { state } = foldLoan([opening(story[0]), ...story]);
        const text = canonicalLoan(state);
        expect(foldHashOf(readCanonicalLoan(text))).toBe(foldHashOf(state));
        const sorted = JSON.parse(text, (_name, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
        ) as object;
        expect(JSON.stringify(sorted)).toBe(text);
        const members = Object.entries(state).filter(([, value]) => value !== undefined);
        expect(Object.keys(sorted).sort()).toEqual(members.map(([name]) => name).sort());
      }),
    );
  });
});
