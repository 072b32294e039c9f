/** What one row of the table says. */
export interface Measured {
  value: number;
  unit: string;
  /** Against the yardstick of the same run; absent where the value itself is judged. */
  ratio?: number;
  /** What was seen besides, in words. */
  remark?: string;
}

/** A row: what is measured, what a release must not fall below (or exceed), and what is aimed at. */
export interface Row {
  name: string;
  what: string;
  floor: number;
  goal: number;
  /** Whether small is good. */
  isCeiling: boolean;
  measure(rounds: number): Promise<Measured>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share of the samples does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Runs `once` so often and keeps what it gave, in order. */
export async function rounds<Result>(
  count: number,
  once: (round: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < count; round += 1) results.push(await once(round));
  return results;
}
