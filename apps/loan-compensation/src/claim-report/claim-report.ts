import { fenToYuan, type LocalDate, type SignedFen } from '@gusu/values';

/** R2 资金池总览: one account group of a pool, straight from its ledger. */
export interface PoolLine {
  poolCode: string;
  group: string;
  level: string;
  amountFen: SignedFen;
}

/** R4 补偿案件时效: one claim on its way, against the last day of its step. */
export interface ClaimAge {
  claimNo: string;
  bankCode: string;
  kind: string;
  status: string;
  since: LocalDate;
  dueOn: LocalDate | null;
  daysLate: number;
  returns: number;
  certifiedPrincipalFen: SignedFen;
}

/** R5 追偿台账: one paid loan. */
export interface RecoveryLine {
  claimNo: string;
  bankCode: string;
  dueBillNo: string;
  poolCode: string;
  status: string;
  paidOn: LocalDate;
  paidFen: SignedFen;
  recoveredFen: SignedFen;
  remainingFen: SignedFen;
  lastReceivedOn: LocalDate | null;
  unremittedFen: SignedFen;
  remittanceDaysLate: number;
}

type Cell = string | number | bigint | null;

const BOM = '\uFEFF';
const NEEDS_QUOTES = /[",\r\n]/;
/** A spreadsheet would take such a text for a formula. */
const LIKE_A_FORMULA = /^[=+\-@\t]/;

/**
 * Rows as a spreadsheet reads them (funding.md §16): UTF-8 with a byte order mark, every amount twice, in yuan as text with two decimals and in fen as
 * an integer.
 */
export function csvOf(rows: readonly object[], columns: readonly string[]): string {
  const heads = columns.flatMap((name) => (isAmount(name) ? [`${name.slice(0, -3)}Yuan`, name] : [name]));
  const lines = rows.map((row) =>
    columns.flatMap((name) => cellsOf(name, (row as Record<string, Cell>)[name] ?? null)),
  );
  return BOM + [heads, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

const isAmount = (name: string): boolean => name.endsWith('Fen');

function cellsOf(name: string, value: Cell): string[] {
  if (isAmount(name) && value !== null) return [fenToYuan(BigInt(value)), String(value)];
  const text = value === null ? '' : String(value);
  return [typeof value === 'string' && LIKE_A_FORMULA.test(text) ? `'${text}` : text];
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
