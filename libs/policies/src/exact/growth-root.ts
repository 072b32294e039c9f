import { denominator, type Exact, numerator, add, type Sign } from './exact.js';

/** The yearly rate `(last / first) ^ (1 / years) − 1`, kept as what is under the root: it is compared by powers, never drawn. */
export class GrowthRoot {
  constructor(
    readonly last: bigint,
    readonly first: bigint,
    readonly years: number,
  ) {}
}

/** `(last / first) ^ (1 / years) − 1` against `rate`, by raising `1 + rate` to the power of the years. */
export function compareGrowth(root: GrowthRoot, rate: Exact): Sign {
  const factor = add(rate, 1);
  const num = BigInt(numerator(factor));
  // The root itself is never negative, so it is above any factor below zero.
  if (num < 0n) return 1;
  const power = BigInt(root.years);
  const left = root.last * BigInt(denominator(factor)) ** power;
  const right = num ** power * root.first;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The largest whole number whose `degree`-th power is not above `value`; `value` is not negative. */
export function wholeRoot(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n;
  while (high ** degree <= value) high *= 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= value) low = middle;
    else high = middle;
  }
  return low;
}
