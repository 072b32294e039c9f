import type { Fen } from './fen.js';
import { ValueError } from './value-error.js';

/** A share in basis points, 0 to 10 000. */
export type Bps = number;
/** A rate in parts per million; 4.35 % is 43 500. */
export type Ppm = number;

/** @throws ValueError BPS_RANGE for anything but an integer from 0 to 10 000 */
export function parseBps(value: unknown): Bps {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10_000) return value;
  throw new ValueError('BPS_RANGE', 'a share is an integer of basis points from 0 to 10 000');
}

/** @throws ValueError PPM_RANGE for anything but an integer from 0 to 1 000 000 */
export function parsePpm(value: unknown): Ppm {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000) return value;
  throw new ValueError('PPM_RANGE', 'a rate is an integer of parts per million from 0 to 1 000 000');
}

/**
 * `bps` of `fen`, rounded down: every share but the bank's is floored (funding.md §0.5).
 * @throws ValueError NEGATIVE_AMOUNT, since truncating a negative amount would round the other way; BPS_RANGE
 */
export function shareOf(fen: Fen, bps: Bps): Fen {
  if (fen < 0n) throw new ValueError('NEGATIVE_AMOUNT', 'a share is taken of an amount that is not negative');
  parseBps(bps);
  return (fen * BigInt(bps)) / 10_000n;
}

/** Whether `num / den` is strictly above `bps` (超过), compared by cross-multiplication (funding.md §0.6). */
export function exceeds(num: Fen, den: Fen, bps: Bps): boolean {
  return num * 10_000n > BigInt(bps) * den;
}
