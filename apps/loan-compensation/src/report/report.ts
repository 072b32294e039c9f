import type { Fen } from '@gusu/values';

/** What a column holds; it decides how a cell is written and whether it adds up. */
export const COLUMN_KINDS = ['text', 'day', 'count', 'fen', 'ppm', 'percent'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

export interface ReportColumn {
  key: string;
  zh: string;
  en: string;
  kind: ColumnKind;
}

export type ReportCell = string | number | Fen | null;
export type ReportRow = Readonly<Record<string, ReportCell>>;

/** 报表: a table with its columns described once, for the API and for spreadsheets alike (funding.md §16). */
export interface Report {
  reportId: string;
  title: { zh: string; en: string };
  columns: readonly ReportColumn[];
  rows: readonly ReportRow[];
}
