import {
  add,
  denominator,
  type Exact,
  floor,
  Fraction,
  type Integer,
  multiply,
  multiplyIntegers,
  numerator,
} from './exact.js';
import { type GrowthRoot, wholeRoot } from './growth-root.js';

const PLACES = 4;
const SMALL_SCALE = 10 ** PLACES;
const SCALE = BigInt(SMALL_SCALE);

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** A whole number of the last decimal that is shown, with its point. */
export function withPoint(scaled: Integer): string {
  if (typeof scaled === 'bigint') return largeWithPoint(scaled);
  const size = Math.abs(scaled);
  const decimals = size % SMALL_SCALE;
  const last = decimals % 100;
  const digits = `${(size - decimals) / SMALL_SCALE}.${TWO_DIGITS[(decimals - last) / 100]}${TWO_DIGITS[last]}`;
  return scaled < 0 ? `-${digits}` : digits;
}

function largeWithPoint(scaled: bigint): string {
  const digits = String(scaled < 0 ? -scaled : scaled).padStart(PLACES + 1, '0');
  return `${scaled < 0 ? '-' : ''}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** Four decimals, half up and away from zero below it. For reading only: nothing is decided by what it rounds (cultivation-talent.md §0.3). */
export function toDecimal(value: Exact): string {
  const [num, den] = [numerator(value), denominator(value)];
  const twice = add(multiply(num < 0 ? -num : num, 2 * SMALL_SCALE), den) as Integer;
  const rounded = floor(new Fraction(twice, multiplyIntegers(den, 2)));
  return withPoint(num < 0 ? -rounded : rounded);
}

/** Four decimals, up: what is missing to a bound never reads as nothing. */
export function toDecimalUp(value: Exact): string {
  return withPoint(-floor(multiply(value, -SMALL_SCALE)));
}

/** Four decimals of a yearly rate, half up. */
export function growthToDecimal({ last: lastYear, first: firstYear, years }: GrowthRoot): string {
  const [last, first, power] = [BigInt(lastYear), BigInt(firstYear), BigInt(years)];
  const down = wholeRoot((last * SCALE ** power) / first, power);
  const isHalfReached = (2n * down + 1n) ** power * first <= last * (2n * SCALE) ** power;
  return withPoint((isHalfReached ? down + 1n : down) - SCALE);
}

/** The whole truth as an integer or `numerator/denominator`, of a number in lowest terms. */
export function exactText(reduced: Exact): string {
  return reduced instanceof Fraction ? `${reduced.num}/${reduced.den}` : String(reduced);
}

/** The smallest whole number not below `value`. */
export function ceiling(value: Exact): Exact {
  return multiply(floor(multiply(value, -1)), -1);
}
