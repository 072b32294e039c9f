import type { Charset } from './text-encoding.js';

export const IMPORT_STATUSES = ['uploading', 'running', 'finished', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Why a file could not be read to its end; the rows before that line keep their verdicts. */
export interface ImportFailure {
  code: 'CSV_BROKEN' | 'FAULT';
  line?: number;
  detail: string;
}

export interface ImportCounts {
  processed: number;
  accepted: number;
  known: number;
  duplicate: number;
  refused: number;
}

/** One file of the public register on its way into the registry. */
export interface EnterpriseImport extends ImportCounts {
  importId: string;
  status: ImportStatus;
  /** A dry run gives every row its verdict and changes no enterprise. */
  isDryRun: boolean;
  charset: Charset;
  byteLength: number;
  sha256?: string;
  /** Rows behind the header, as counted during the upload. */
  total: number;
  failure?: ImportFailure;
  submittedBy: string;
  submittedAt: Date;
  finishedAt?: Date;
}

/** §18 of cultivation-talent.md: a larger file is refused. */
export const MOST_BYTES = 50 * 1024 * 1024;
export const ROWS_PER_TRANSACTION = 500;
/** While one waits for its fsync, the next is at work. */
export const TRANSACTIONS_UNDER_WAY = 2;
/** A search reads through the names that are not indexed yet: so many cost it less than a tenth of a second. */
export const MOST_UNINDEXED_NAMES = 50_000;
