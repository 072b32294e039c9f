import type { Measured, Row } from './measure.js';

const number = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** Whether the row keeps what a release owes. */
export function keepsFloor(row: Row, { value, ratio }: Measured): boolean {
  const judged = ratio ?? value;
  return row.isCeiling ? judged <= row.floor : judged >= row.floor;
}

function reachesGoal(row: Row, { value, ratio }: Measured): boolean {
  const judged = ratio ?? value;
  return row.isCeiling ? judged <= row.goal : judged >= row.goal;
}

/** One line: name, value, ratio, floor, goal, verdict. */
export function lineOf(row: Row, measured: Measured): string {
  if (Number.isNaN(measured.value)) return `${row.name.padEnd(18)}  ${measured.remark ?? 'not measured'}`;
  const verdict = reachesGoal(row, measured) ? 'goal' : keepsFloor(row, measured) ? 'floor' : 'BELOW';
  const ratio = measured.ratio === undefined ? '–' : `${number(measured.ratio)} ×`;
  const cells = [
    row.name.padEnd(18),
    `${number(measured.value)} ${measured.unit}`.padStart(20),
    ratio.padStart(10),
    number(row.floor).padStart(9),
    number(row.goal).padStart(9),
    verdict.padEnd(6),
    measured.remark ?? '',
  ];
  return cells.join('  ').trimEnd();
}

export const HEAD = [
  'row'.padEnd(18),
  'value'.padStart(20),
  'ratio'.padStart(10),
  'floor'.padStart(9),
  'goal'.padStart(9),
  'met   ',
].join('  ');
