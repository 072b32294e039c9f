import type { Fen } from '@gusu/values';

/**
 * Splits `amountFen` by weights, each share rounded down within what is left and the last party taking the rest (funding.md §7.6). Exact
 * and never negative; monotone in the amount; every share equals its weight when the amount is the sum of the weights. Plain rounding of
 * each share against the whole would not be monotone: with 5:4:1 the residual party would lose a fen when the amount grows from 7 to 8.
 */
export function nestedFloor(amountFen: Fen, weights: readonly Fen[]): Fen[] {
  let restFen = amountFen;
  let restWeight = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.slice(0, -1).map((weight) => {
    const share = restWeight === 0n ? 0n : (restFen * weight) / restWeight;
    restFen -= share;
    restWeight -= weight;
    return share;
  });
  return [...shares, restFen];
}
