import type { Warning } from '../enterprise/enterprise.js';

export const VERDICTS = ['accepted', 'known', 'duplicate', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What became of one row of the file. `line` is the physical line on which the row begins, the header being line 1. */
export interface RowVerdict {
  line: number;
  creditCode: string;
  name: string;
  verdict: Verdict;
  codes: readonly string[];
  warnings: readonly Warning[];
}

// The mark tells a spreadsheet that the file is UTF-8.
export const VERDICT_HEADER = '\uFEFFline,creditCode,name,verdict,codes,warnings\r\n';

/** One line of verdicts.csv. Several codes or warnings are separated by a space and by `; `. */
export function writeVerdict(row: RowVerdict): string {
  const warnings = row.warnings.map((warning) => `${warning.code}: ${warning.detail}`).join('; ');
  return `${row.line},${csvCell(row.creditCode)},${csvCell(row.name)},${row.verdict},${row.codes.join(' ')},${csvCell(warnings)}\r\n`;
}

// A cell that a spreadsheet would run as a formula is shown as text instead; some read full-width signs as signs. One that looks as if that
// was done to it already gets a mark more, so that taking one away always gives back what was there.
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
// A refused row is quoted as it came, but for the one character that no database keeps.
const NEEDS_QUOTES = /[",\r\n]/;

/** A cell of a CSV, harmless and quoted where it must be. */
export function csvCell(text: string): string {
  const visible = text.replaceAll('\u0000', '\uFFFD');
  const harmless = FORMULA.test(visible) ? `'${visible}` : visible;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
