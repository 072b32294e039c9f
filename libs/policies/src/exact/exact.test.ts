import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exactText, toDecimal, toDecimalUp } from './decimal.js';
import * as exact from './exact.js';
import { compareGrowth, GrowthRoot, wholeRoot } from './growth-root.js';

/** A reference that knows nothing of small numbers: every value is a pair of big integers. */
interface Pair {
  num: bigint;
  den: bigint;
}
const value = ({ num, den }: Pair): exact.Exact =>
  den === 1n ? exact.integer(num) : new exact.Fraction(exact.integer(num), exact.integer(den));
const same = (found: exact.Exact | undefined, num: bigint, den: bigint) =>
  found !== undefined &&
  BigInt(exact.numerator(found)) * den === num * BigInt(exact.denominator(found)) &&
  exact.denominator(found) > 0;

// Around 2^53 a double stops counting by one, which is where an error would be.
const whole = fc.oneof(
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.bigInt({ min: 2n ** 53n - 50n, max: 2n ** 53n + 50n }),
  fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
);
const pair = fc.record({
  num: whole,
  den: fc.oneof(fc.constant(1n), fc.bigInt({ min: 1n, max: 10n ** 17n })),
});

describe('exact numbers', () => {
  it('add, subtract, multiply and divide as rationals do', () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const [x, y] = [value(a), value(b)];
        expect(same(exact.add(x, y), a.num * b.den + b.num * a.den, a.den * b.den)).toBe(true);
        expect(same(exact.subtract(x, y), a.num * b.den - b.num * a.den, a.den * b.den)).toBe(true);
        expect(same(exact.multiply(x, y), a.num * b.num, a.den * b.den)).toBe(true);
        if (b.num === 0n) expect(exact.divide(x, y)).toBeUndefined();
        else {
          const sign = b.num < 0n ? -1n : 1n;
          expect(same(exact.divide(x, y), sign * a.num * b.den, sign * a.den * b.num)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('compare, reduce and floor as rationals do', () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const difference = a.num * b.den - b.num * a.den;
        expect(exact.compare(value(a), value(b))).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
        expect(same(exact.reduce(value(a)), a.num, a.den)).toBe(true);
        const down = BigInt(exact.floor(value(a)));
        expect(down * a.den <= a.num && a.num < (down + 1n) * a.den).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are kept small only while a double counts by one', () => {
    expect(exact.integer(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(exact.integer(2n ** 53n)).toBe(2n ** 53n);
    expect(exact.addIntegers(Number.MAX_SAFE_INTEGER, 2)).toBe(2n ** 53n + 1n);
  });

  it.each([
    ['0.05', 0, '1/20'],
    ['5', -2, '1/20'],
    ['2.5', -2, '1/40'],
    ['1200', 6, '1200000000'],
    ['0.000001', 6, '1'],
  ])('%s times ten to the power of %i is %s', (text, tens, whole) => {
    expect(exactText(exact.parseExact(text, tens))).toBe(whole);
  });
});

describe('a decimal for reading', () => {
  it.each([
    [new exact.Fraction(499992, 10_000_000), '0.0500', '0.0500'],
    [new exact.Fraction(5, 100_000), '0.0001', '0.0001'],
    [new exact.Fraction(-5, 100_000), '-0.0001', '0.0000'],
    [new exact.Fraction(1, 100_000), '0.0000', '0.0001'],
    [12, '12.0000', '12.0000'],
    [10n ** 20n, '100000000000000000000.0000', '100000000000000000000.0000'],
  ])('rounds half up, and a gap always up', (number, half, up) => {
    expect([toDecimal(number), toDecimalUp(number)]).toEqual([half, up]);
  });
});

describe('a compound rate', () => {
  it('compares by powers, exactly, on both sides of the bound', () => {
    const five = exact.parseExact('0.05');
    expect(compareGrowth(new GrowthRoot(11_025n, 10_000n, 2), five)).toBe(0);
    expect(compareGrowth(new GrowthRoot(11_024n, 10_000n, 2), five)).toBe(-1);
    expect(compareGrowth(new GrowthRoot(11_026n, 10_000n, 2), five)).toBe(1);
    expect(compareGrowth(new GrowthRoot(0n, 10_000n, 2), -1)).toBe(0);
    expect(compareGrowth(new GrowthRoot(0n, 10_000n, 2), -2)).toBe(1);
  });

  it('has the whole root of any number', () => {
    const degree = fc.bigInt({ min: 1n, max: 9n });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), degree, (number, power) => {
        const root = wholeRoot(number, power);
        return root ** power <= number && number < (root + 1n) ** power;
      }),
      {
        examples: [
          [0n, 3n],
          [1n, 9n],
          [10n ** 60n, 1n],
          [8n, 3n],
          [7n, 3n],
        ],
      },
    );
  });
});

describe('what is worked out in lowest terms', () => {
  const whole = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
  const fraction = fc
    .tuple(whole, fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.constantFrom(1n, 1_000_000n, 99n))
    .map(([num, den, scale]) => ({ num: num * scale, den: den * scale }));
  const exactOf = ({ num, den }: { num: bigint; den: bigint }) =>
    new exact.Fraction(exact.integer(num), exact.integer(den));

  it('is the sum, the difference and the order that big integers give', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        const sum = exact.add(exactOf(a), exactOf(b));
        const difference = exact.subtract(exactOf(a), exactOf(b));
        const den = a.den * b.den;
        expect(exact.compare(sum, exactOf({ num: a.num * b.den + b.num * a.den, den }))).toBe(0);
        expect(exact.compare(difference, exactOf({ num: a.num * b.den - b.num * a.den, den }))).toBe(0);
        const [left, right] = [a.num * b.den, b.num * a.den];
        expect(exact.compare(exactOf(a), exactOf(b))).toBe(left === right ? 0 : left < right ? -1 : 1);
      }),
    );
  });

  it('has the lowest terms that big integers give', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (num, den) => {
        const found = exact.reduce(new exact.Fraction(num, den));
        const again = exact.reduce(new exact.Fraction(BigInt(num), BigInt(den)));
        expect([exact.numerator(found), exact.denominator(found)].map(BigInt)).toEqual(
          [exact.numerator(again), exact.denominator(again)].map(BigInt),
        );
      }),
    );
  });

  it('compares a compound rate by the powers of big integers', () => {
    const figure = fc.bigInt({ min: 1n, max: 10n ** 15n });
    const percent = fc.bigInt({ min: -150n, max: 300n });
    fc.assert(
      fc.property(figure, figure, fc.integer({ min: 1, max: 5 }), percent, (last, first, years, rate) => {
        const [left, right] = [last * 100n ** BigInt(years), (100n + rate) ** BigInt(years) * first];
        const order = 100n + rate < 0n || left > right ? 1 : left === right ? 0 : -1;
        const root = new GrowthRoot(exact.integer(last), exact.integer(first), years);
        expect(compareGrowth(root, new exact.Fraction(Number(rate), 100))).toBe(order);
      }),
    );
  });
});
