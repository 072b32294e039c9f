import { type Fen, fenToYuan } from '@gusu/values';
import type { Report, ReportCell, ReportColumn, ReportRow } from './report.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** The sums of what adds up: counts and amounts. Rates and ratios have no sum. */
export function totalsOf({ columns, rows }: Pick<Report, 'columns' | 'rows'>): ReportRow {
  return Object.fromEntries(
    columns.flatMap(({ key, kind }): [string, ReportCell][] => {
      if (kind === 'fen') return [[key, rows.reduce((sum, row) => sum + fenOf(row[key]), 0n)]];
      if (kind === 'count') return [[key, rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0)]];
      return [];
    }),
  );
}

/**
 * The table as spreadsheets of this country read it (funding.md §16): UTF-8 with a byte order mark, each amount once in 元 with two decimals
 * as text and once in 分 as an integer. A cell that a spreadsheet would run is kept from running.
 */
export function csvOf(report: Report): string {
  const head = report.columns.flatMap(({ zh, kind }) =>
    kind === 'fen' ? [`${zh}（元）`, `${zh}（分）`] : [zh],
  );
  const lines = [head, ...report.rows.map((row) => report.columns.flatMap((column) => cellsOf(column, row)))];
  return csvText(lines);
}

/** Lines of cells as a file for a spreadsheet: with a byte order mark, quoted where they must be. */
export function csvText(lines: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function cellsOf({ key, kind }: ReportColumn, row: ReportRow): string[] {
  const cell = row[key];
  if (kind === 'fen') return [fenToYuan(fenOf(cell)), fenOf(cell).toString()];
  return [cell === null || cell === undefined ? '' : kind === 'text' ? harmless(String(cell)) : String(cell)];
}

const fenOf = (cell: ReportCell | undefined): Fen => (typeof cell === 'bigint' ? cell : BigInt(cell ?? 0));

/** A text that a spreadsheet would take for a formula is kept from running. */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
