import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshDeliveries } from './fresh-deliveries.js';

const page = (...offs: (number | undefined)[]) =>
  offs.map((off) => ({ body: '', ...(off === undefined ? {} : { off: BigInt(off) }) }));
const taken = (offs: (number | undefined)[], nextOff: number) => {
  const { fresh, to, isGap } = freshDeliveries(page(...offs), BigInt(nextOff));
  return [fresh.map(({ off }) => (off === undefined ? undefined : Number(off))), Number(to), isGap];
};

describe('what is new in a fetched page', () => {
  it.each([
    ['all of it', [3, 4, 5], 3, [[3, 4, 5], 6, false]],
    ['what was not applied yet', [1, 2, 3, 4], 3, [[3, 4], 5, false]],
    ['nothing', [0, 1, 2], 3, [[], 3, false]],
    ['each event once, although it was sent again', [0, 1, 2, 0, 1, 2, 3], 0, [[0, 1, 2, 3], 4, false]],
    ['what stands before a gap', [3, 4, 6, 7], 3, [[3, 4], 5, true]],
    ['nothing when the page begins behind a gap', [5, 6], 3, [[], 3, true]],
    ['what comes again behind the gap is not looked at', [3, 5, 4], 3, [[3], 4, true]],
    [
      'strangers, where they stand',
      [undefined, 3, undefined, 4],
      3,
      [[undefined, 3, undefined, 4], 5, false],
    ],
  ])('is %s', (_what, offs, nextOff, expected) => {
    expect(taken(offs, nextOff)).toEqual(expected);
  });

  it('is, over any pages in which every event comes at least once in order, each event once', () => {
    const resent = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 40 }).map((jumps) => {
      // A publisher goes on, or back to any earlier place.
      const sent: number[] = [];
      let at = 0;
      for (const jump of jumps) {
        at = Math.min(jump, at);
        sent.push(at);
        at += 1;
      }
      return sent;
    });
    fc.assert(
      fc.property(resent, fc.integer({ min: 1, max: 7 }), (sent, size) => {
        let nextOff = 0n;
        const applied: bigint[] = [];
        for (let from = 0; from < sent.length; from += size) {
          const { fresh, to, isGap } = freshDeliveries(page(...sent.slice(from, from + size)), nextOff);
          expect(isGap).toBe(false);
          applied.push(...fresh.flatMap(({ off }) => off ?? []));
          nextOff = to;
        }
        expect(applied).toEqual(applied.map((_, n) => BigInt(n)));
        expect(applied).toHaveLength(new Set(sent).size);
      }),
    );
  });
});
