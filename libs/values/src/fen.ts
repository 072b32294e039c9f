import { ValueError } from './value-error.js';

/** Money in integer 分. Never negative; see {@link SignedFen} where a sign has a meaning. */
export type Fen = bigint;
/** Money in integer 分 that may be owed either way. */
export type SignedFen = bigint;

const YUAN_DECIMALS = 2;
const WAN_YUAN_DECIMALS = 6;
const LARGEST_JSON_INTEGER = BigInt(Number.MAX_SAFE_INTEGER);

/** Exact: the decimals are moved, never multiplied. Errors: AMOUNT_FORMAT, AMOUNT_PRECISION. */
function parseDecimal(text: string, decimals: number): Fen {
  const match = /^(0|[1-9]\d{0,13})(?:\.(\d+))?$/.exec(text);
  if (!match) throw new ValueError('AMOUNT_FORMAT', `not an amount: ${JSON.stringify(text.slice(0, 40))}`);
  const whole = match[1] ?? '0';
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals)
    throw new ValueError('AMOUNT_PRECISION', `finer than one fen: ${JSON.stringify(text)}`);
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

/**
 * Reads an amount in 元 with at most two decimals, without separators (funding.md §3).
 * @throws ValueError AMOUNT_FORMAT, AMOUNT_PRECISION
 */
export function parseYuan(text: string): Fen {
  return parseDecimal(text, YUAN_DECIMALS);
}

/**
 * Reads an amount in 万元 with at most six decimals, without separators (funding.md §3, AT-22).
 * @throws ValueError AMOUNT_FORMAT, AMOUNT_PRECISION
 */
export function parseWanYuan(text: string): Fen {
  return parseDecimal(text, WAN_YUAN_DECIMALS);
}

/**
 * Takes the separators out of an amount grouped by threes (`3,765,432.11`), for the few sources that are declared to write so.
 * Anything else is returned as it is, for the parser to refuse (funding.md §3).
 */
export function withoutSeparators(text: string): string {
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
}

/** 元 with exactly two decimals, as {@link parseYuan} reads it. */
export function fenToYuan(fen: SignedFen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 万元 with four decimals, six where the amount is finer than a yuan; nothing is rounded. */
export function fenToWanYuan(fen: SignedFen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(WAN_YUAN_DECIMALS + 1, '0');
  const fraction = digits.slice(-WAN_YUAN_DECIMALS).replace(/00$/, '');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -WAN_YUAN_DECIMALS)}.${fraction}`;
}

/** @throws ValueError AMOUNT_FORMAT for what is not an integer up to 2^53−1, NEGATIVE_AMOUNT below zero */
export function fenFromJson(value: unknown): Fen {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new ValueError('AMOUNT_FORMAT', 'an amount is a JSON integer of fen up to 2^53−1');
  if (value < 0) throw new ValueError('NEGATIVE_AMOUNT', 'an amount is never negative');
  return BigInt(value);
}

/** @throws ValueError AMOUNT_FORMAT above 2^53−1, which a JSON reader would silently round */
export function fenToJson(fen: SignedFen): number {
  if (fen > LARGEST_JSON_INTEGER || fen < -LARGEST_JSON_INTEGER)
    throw new ValueError('AMOUNT_FORMAT', `${fen} fen do not fit a JSON integer`);
  return Number(fen);
}
