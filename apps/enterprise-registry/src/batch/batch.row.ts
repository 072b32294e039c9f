import type { PolicyAction } from '@gusu/policies';
import type { LocalDate, Programme } from '@gusu/values';
import type { Batch, BatchStatus } from './batch.js';

export interface BatchRow {
  batch_id: string;
  programme: Programme;
  action: PolicyAction;
  name: string;
  doc_no: string;
  opens_on: LocalDate;
  closes_on: LocalDate;
  status: BatchStatus;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

export const BATCH_COLUMNS = `batch_id, programme, action, name, doc_no, opens_on, closes_on, status, proposed_by, proposed_at, decided_by,
  decided_at, decision_reason`;

export function batchOf(row: BatchRow): Batch {
  return {
    batchId: row.batch_id,
    programme: row.programme,
    action: row.action,
    name: row.name,
    docNo: row.doc_no,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    status: row.status,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    decisionReason: row.decision_reason ?? undefined,
  };
}
