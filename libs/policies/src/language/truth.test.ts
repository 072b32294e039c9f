import { describe, expect, it } from '@jest/globals';
import { and, FALSE, not, or, TRUE, type Truth, truth, UNKNOWN } from './truth.js';

const ALL: readonly Truth[] = [FALSE, TRUE, UNKNOWN];
const pairs = ALL.flatMap((a) => ALL.map((b) => [a, b] as const));

describe('three-valued logic', () => {
  it('lets what decides decide', () => {
    expect(and(FALSE, UNKNOWN)).toBe(FALSE);
    expect(or(TRUE, UNKNOWN)).toBe(TRUE);
    expect(and(TRUE, UNKNOWN)).toBe(UNKNOWN);
    expect(or(FALSE, UNKNOWN)).toBe(UNKNOWN);
    expect(not(UNKNOWN)).toBe(UNKNOWN);
    expect(truth(undefined)).toBe(UNKNOWN);
  });

  it.each(pairs)('commutes and follows De Morgan for %i and %i', (a, b) => {
    expect(and(a, b)).toBe(and(b, a));
    expect(or(a, b)).toBe(or(b, a));
    expect(not(and(a, b))).toBe(or(not(a), not(b)));
    expect(not(not(a))).toBe(a);
  });

  it('is associative and distributes', () => {
    for (const [a, b] of pairs)
      for (const c of ALL) {
        expect(and(and(a, b), c)).toBe(and(a, and(b, c)));
        expect(or(or(a, b), c)).toBe(or(a, or(b, c)));
        expect(and(a, or(b, c))).toBe(or(and(a, b), and(a, c)));
      }
  });

  it('never takes back what it said once more is known', () => {
    for (const [a, b] of pairs)
      for (const operation of [and, or]) {
        if (operation(a, b) === UNKNOWN) continue;
        const known = (value: Truth): readonly Truth[] => (value === UNKNOWN ? [FALSE, TRUE] : [value]);
        for (const x of known(a)) for (const y of known(b)) expect(operation(x, y)).toBe(operation(a, b));
      }
  });
});
