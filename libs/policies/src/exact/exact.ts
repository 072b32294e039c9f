/** A whole number without error: a `number` only while it is safe, a `bigint` beyond. */
export type Integer = number | bigint;

/** `num / den` with `den` above zero, not reduced. */
export class Fraction {
  constructor(
    readonly num: Integer,
    readonly den: Integer,
  ) {}
}

/** Any rational number without error. */
export type Exact = Integer | Fraction;
export type Sign = -1 | 0 | 1;

const isSafe = Number.isSafeInteger;
const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The small form of a whole number, where it has one. */
export function integer(value: bigint): Integer {
  const small = Number(value);
  return isSafe(small) ? small : value;
}

// A sum or product of safe integers that rounds at all rounds to at least 2^53, so a safe result is an exact one.
export function addIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (isSafe(sum)) return sum;
  }
  return integer(BigInt(a) + BigInt(b));
}

export function multiplyIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (isSafe(product)) return product;
  }
  return integer(BigInt(a) * BigInt(b));
}

// A number and a bigint compare by their mathematical values, also mixed.
function compareIntegers(a: Integer, b: Integer): Sign {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

export function numerator(value: Exact): Integer {
  return value instanceof Fraction ? value.num : value;
}

export function denominator(value: Exact): Integer {
  return value instanceof Fraction ? value.den : 1;
}

export function isZero(value: Exact): boolean {
  return numerator(value) == 0;
}

/** By cross-multiplication, which neither rounds nor divides (cultivation-talent.md §0.3). */
export function compare(a: Exact, b: Exact): Sign {
  if (!(a instanceof Fraction) && !(b instanceof Fraction)) return compareIntegers(a, b);
  return compareIntegers(
    multiplyIntegers(numerator(a), denominator(b)),
    multiplyIntegers(numerator(b), denominator(a)),
  );
}

export function negate(value: Exact): Exact {
  return value instanceof Fraction ? new Fraction(-value.num, value.den) : -value;
}

export function add(a: Exact, b: Exact): Exact {
  if (!(a instanceof Fraction) && !(b instanceof Fraction)) return addIntegers(a, b);
  return smallSum(a, b) ?? smallSum(reduce(a), reduce(b)) ?? sumOf(a, b);
}

// Lowest terms cost less than big integers and mostly do without them: figures in fen have large divisors in common.
function smallSum(a: Exact, b: Exact): Fraction | undefined {
  const [num, den, otherNum, otherDen] = [numerator(a), denominator(a), numerator(b), denominator(b)];
  if (typeof num !== 'number' || typeof otherNum !== 'number') return undefined;
  if (typeof den !== 'number' || typeof otherDen !== 'number') return undefined;
  const [left, right, product] = [num * otherDen, otherNum * den, den * otherDen];
  const isExact = isSafe(left) && isSafe(right) && isSafe(product) && isSafe(left + right);
  return isExact ? new Fraction(left + right, product) : undefined;
}

function sumOf(a: Exact, b: Exact): Fraction {
  const left = multiplyIntegers(numerator(a), denominator(b));
  const right = multiplyIntegers(numerator(b), denominator(a));
  return new Fraction(addIntegers(left, right), multiplyIntegers(denominator(a), denominator(b)));
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b));
}

export function multiply(a: Exact, b: Exact): Exact {
  const num = multiplyIntegers(numerator(a), numerator(b));
  if (!(a instanceof Fraction) && !(b instanceof Fraction)) return num;
  return new Fraction(num, multiplyIntegers(denominator(a), denominator(b)));
}

/** Undefined where `b` is zero: a division by zero is unknown, never infinite. */
export function divide(a: Exact, b: Exact): Exact | undefined {
  if (isZero(b)) return undefined;
  const num = multiplyIntegers(numerator(a), denominator(b));
  const den = multiplyIntegers(denominator(a), numerator(b));
  return den < 0
    ? new Fraction(multiplyIntegers(num, -1), multiplyIntegers(den, -1))
    : new Fraction(num, den);
}

/** The largest whole number not above `value`. */
export function floor(value: Exact): Integer {
  if (!(value instanceof Fraction)) return value;
  if (typeof value.num === 'number' && typeof value.den === 'number') {
    // The remainder of safe integers is exact, and what it leaves is a multiple of the denominator.
    const rest = value.num % value.den;
    const quotient = (value.num - rest) / value.den;
    return rest < 0 ? quotient - 1 : quotient;
  }
  const [num, den] = [BigInt(value.num), BigInt(value.den)];
  const quotient = num / den;
  return integer(num % den !== 0n && num < 0n ? quotient - 1n : quotient);
}

// Remainders of numbers of 32 bits are several times as fast, and after a few steps all are.
const LARGEST_32_BITS = 0x7fffffff;

function smallDivisor(a: number, b: number): number {
  let x = Math.abs(a);
  let y = b;
  while (y > LARGEST_32_BITS) [x, y] = [y, x % y];
  if (y === 0) return x;
  let divisor = y | 0;
  let rest = (x % y) | 0;
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return divisor;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > LARGEST_SAFE) [x, y] = [y, x % y];
  return y === 0n ? x : BigInt(smallDivisor(Number(y), Number(x % y)));
}

/** The same number in lowest terms, and an integer where it is one. */
export function reduce(value: Exact): Exact {
  if (!(value instanceof Fraction)) return typeof value === 'bigint' ? integer(value) : value;
  if (typeof value.num === 'number' && typeof value.den === 'number') {
    const common = smallDivisor(value.num, value.den);
    return value.den === common ? value.num / common : new Fraction(value.num / common, value.den / common);
  }
  const [num, den] = [BigInt(value.num), BigInt(value.den)];
  const divisor = greatestDivisor(num, den);
  if (den === divisor) return integer(num / divisor);
  return new Fraction(integer(num / divisor), integer(den / divisor));
}

/** Reads `12`, `0.05` or `1.5` without error, times ten to the power of `tens`, which may be negative. */
export function parseExact(text: string, tens = 0): Exact {
  const [whole = '0', decimals = ''] = text.split('.');
  const num = BigInt(whole + decimals);
  const scale = tens - decimals.length;
  if (scale >= 0) return integer(num * 10n ** BigInt(scale));
  return reduce(new Fraction(integer(num), integer(10n ** BigInt(-scale))));
}
