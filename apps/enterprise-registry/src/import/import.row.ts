import type { EnterpriseImport, ImportFailure, ImportStatus } from './import.js';
import type { Charset } from './text-encoding.js';

export interface ImportRow {
  import_id: string;
  status: ImportStatus;
  is_dry_run: boolean;
  charset: Charset;
  byte_length: bigint;
  sha256: string | null;
  total: number;
  processed: number;
  accepted: number;
  known: number;
  duplicate: number;
  refused: number;
  failure: ImportFailure | null;
  submitted_by: string;
  submitted_at: Date;
  finished_at: Date | null;
}

export const IMPORT_COLUMNS = `import_id, status, is_dry_run, charset, byte_length, sha256, total, processed, accepted, known,
  duplicate, refused, failure, submitted_by, submitted_at, finished_at`;

export function importOf(row: ImportRow): EnterpriseImport {
  return {
    importId: row.import_id,
    status: row.status,
    isDryRun: row.is_dry_run,
    charset: row.charset,
    byteLength: Number(row.byte_length),
    sha256: row.sha256 ?? undefined,
    total: row.total,
    processed: row.processed,
    accepted: row.accepted,
    known: row.known,
    duplicate: row.duplicate,
    refused: row.refused,
    failure: row.failure ?? undefined,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    finishedAt: row.finished_at ?? undefined,
  };
}
