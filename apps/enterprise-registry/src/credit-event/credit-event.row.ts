import type { CreditEventType } from '@gusu/policies';
import type { CreditCode, LocalDate } from '@gusu/values';
import type { CreditEvent } from './credit-event.js';

/** A row of `credit_event`. */
export interface CreditEventRow {
  credit_event_id: string;
  credit_code: CreditCode;
  type: CreditEventType;
  occurred_on: LocalDate;
  source: CreditEvent['source'];
  document_no: string;
  note: string | null;
  evidence_ids: string[];
  recorded_by: string;
  recorded_at: Date;
  removed_on: LocalDate | null;
  removal_reason: string | null;
  removed_by: string | null;
  removal_recorded_at: Date | null;
}

export const CREDIT_EVENT_COLUMNS = `credit_event_id, credit_code, type, occurred_on, source, document_no, note, evidence_ids,
  recorded_by, recorded_at, removed_on, removal_reason, removed_by, removal_recorded_at`;

export function creditEventOf(row: CreditEventRow): CreditEvent {
  return {
    creditEventId: row.credit_event_id,
    creditCode: row.credit_code,
    type: row.type,
    occurredOn: row.occurred_on,
    source: row.source,
    documentNo: row.document_no,
    note: row.note ?? undefined,
    evidenceIds: row.evidence_ids,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    removedOn: row.removed_on ?? undefined,
    removalReason: row.removal_reason ?? undefined,
    removedBy: row.removed_by ?? undefined,
    removalRecordedAt: row.removal_recorded_at ?? undefined,
  };
}
