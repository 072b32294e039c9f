import {
  add,
  compare,
  denominator,
  type Exact,
  type Integer,
  multiplyIntegers,
  numerator,
  type Sign,
} from './exact.js';

/** The yearly rate `(last / first) ^ (1 / years) − 1`, kept as what is under the root: it is compared by powers, never drawn. */
export class GrowthRoot {
  constructor(
    readonly last: Integer,
    readonly first: Integer,
    readonly years: number,
  ) {}
}

/** `(last / first) ^ (1 / years) − 1` against `rate`, by raising `1 + rate` to the power of the years. */
export function compareGrowth({ last, first, years }: GrowthRoot, rate: Exact): Sign {
  const factor = add(rate, 1);
  const num = numerator(factor);
  // The root itself is never negative, so it is above any factor below zero.
  if (num < 0) return 1;
  const den = denominator(factor);
  let [left, right] = [last, first];
  for (let year = 0; year < years; year += 1)
    [left, right] = [multiplyIntegers(left, den), multiplyIntegers(right, num)];
  return compare(left, right);
}

/**
 * The largest whole number whose `degree`-th power is not above `value`; `value` is not negative and below 10^300. By Newton's steps down
 * from a guess above it.
 */
export function wholeRoot(value: bigint, degree: bigint): bigint {
  if (value === 0n) return 0n;
  const guess = Number(value) ** (1 / Number(degree));
  let root = BigInt(Math.ceil(guess * (1 + 1e-9))) + 1n;
  for (;;) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) return root;
    root = next;
  }
}
