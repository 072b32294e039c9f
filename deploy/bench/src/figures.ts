/** One measured figure beside what it is measured against. */
export interface Figure {
  what: string;
  /** Median of the runs, in `unit`. */
  value: number;
  unit: string;
  /** Value divided by the ceiling of the same run; absent where the target is absolute. */
  ratio?: number;
  floor: number;
  goal: number;
  /** Whether a larger number is the better one. */
  better: 'more' | 'less';
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('a median needs at least one value');
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2;
}

/** The value below which the share `q` (0..1) of the samples lies, by the nearest-rank method. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) throw new Error('a quantile needs at least one sample');
  return value;
}

export function verdict({
  ratio,
  value,
  floor,
  goal,
  better,
}: Figure): 'goal met' | 'floor met' | 'BELOW FLOOR' {
  const measured = ratio ?? value;
  const reaches = (target: number) => (better === 'more' ? measured >= target : measured <= target);
  if (reaches(goal)) return 'goal met';
  return reaches(floor) ? 'floor met' : 'BELOW FLOOR';
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${round(figure.value)} ${figure.unit}`,
    figure.ratio === undefined ? '' : round(figure.ratio),
    `${round(figure.floor)}`,
    `${round(figure.goal)}`,
    verdict(figure),
  ]);
  const head = ['what', 'value', 'ratio', 'floor', 'goal', 'verdict'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
