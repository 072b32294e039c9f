import { fenToYuan, type LocalDate, type SignedFen } from '@gusu/values';
import { csvText, harmless } from '../report/report.rules.js';

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

/**
 * Rows as a spreadsheet reads them (funding.md §16): UTF-8 with a byte order mark, every amount twice, in yuan as text with two decimals and in fen as
 * an integer.
 */
export function csvOf(rows: readonly object[], columns: readonly string[]): string {
  const heads = columns.flatMap((name) => (isAmount(name) ? [`${name.slice(0, -3)}Yuan`, name] : [name]));
  const lines = rows.map((row) =>
    columns.flatMap((name) => cellsOf(name, (row as Record<string, Cell>)[name] ?? null)),
  );
  return csvText([heads, ...lines]);
}

const isAmount = (name: string): boolean => name.endsWith('Fen');

function cellsOf(name: string, value: Cell): string[] {
  if (isAmount(name) && value !== null) return [fenToYuan(BigInt(value)), String(value)];
  if (typeof value === 'string') return [harmless(value)];
  return [value === null ? '' : String(value)];
}
