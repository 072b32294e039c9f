import { denominator, type Exact, floor, Fraction, multiply, numerator, reduce } from './exact.js';
import { type GrowthRoot, wholeRoot } from './growth-root.js';

const PLACES = 4;
const SCALE = 10n ** BigInt(PLACES);

function withPoint(scaled: bigint): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(PLACES + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** Four decimals, half up and away from zero below it. For reading only: nothing is decided by what it rounds (cultivation-talent.md §0.3). */
export function toDecimal(value: Exact): string {
  const [num, den] = [BigInt(numerator(value)), BigInt(denominator(value))];
  const twice = (num < 0n ? -num : num) * SCALE * 2n + den;
  const rounded = twice / (den * 2n);
  return withPoint(num < 0n ? -rounded : rounded);
}

/** Four decimals, up: what is missing to a bound never reads as nothing. */
export function toDecimalUp(value: Exact): string {
  return withPoint(-BigInt(floor(multiply(value, -SCALE))));
}

/** Four decimals of a yearly rate, half up. */
export function growthToDecimal({ last, first, years }: GrowthRoot): string {
  const power = BigInt(years);
  const down = wholeRoot((last * SCALE ** power) / first, power);
  const isHalfReached = (2n * down + 1n) ** power * first <= last * (2n * SCALE) ** power;
  return withPoint((isHalfReached ? down + 1n : down) - SCALE);
}

/** The whole truth as an integer or `numerator/denominator` in lowest terms. */
export function exactText(value: Exact): string {
  const reduced = reduce(value);
  return reduced instanceof Fraction ? `${reduced.num}/${reduced.den}` : String(reduced);
}

/** The smallest whole number not below `value`. */
export function ceiling(value: Exact): Exact {
  return multiply(floor(multiply(value, -1)), -1);
}
