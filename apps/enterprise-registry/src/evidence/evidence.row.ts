import type { CreditCode, LocalDate } from '@gusu/values';
import type { Evidence } from './evidence.js';

/** A row of `evidence` whose upload is complete. */
export interface EvidenceRow {
  evidence_id: string;
  credit_code: CreditCode;
  kind: Evidence['kind'];
  confidentiality: Evidence['confidentiality'];
  file_name: string;
  delete_after: LocalDate | null;
  sha256: string;
  mime: string;
  byte_length: bigint;
  status: Evidence['status'];
  uploaded_by: string;
  uploaded_at: Date;
}

export const EVIDENCE_COLUMNS = `evidence_id, credit_code, kind, confidentiality, file_name, delete_after, sha256, mime,
  byte_length, status, uploaded_by, uploaded_at`;

export function evidenceOf(row: EvidenceRow): Evidence {
  return {
    evidenceId: row.evidence_id,
    creditCode: row.credit_code,
    kind: row.kind,
    confidentiality: row.confidentiality,
    fileName: row.file_name,
    deleteAfter: row.delete_after ?? undefined,
    sha256: row.sha256,
    mime: row.mime,
    byteLength: Number(row.byte_length),
    status: row.status,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  };
}
