import type { LocalDate } from '@gusu/values';
import type { Objection, ObjectionStatus, Objector } from './objection.js';

export interface ObjectionRow {
  objection_id: string;
  notice_id: string;
  assessment_id: string;
  status: ObjectionStatus;
  objector: Objector;
  reason: string;
  evidence: string[];
  filed_by: string;
  filed_at: Date;
  due_on: LocalDate | null;
  extension_reason: string | null;
  decision_reason: string | null;
  decided_by: string | null;
  version: number;
  recorded_at: Date;
}

export const OBJECTION_COLUMNS = `objection_id, notice_id, assessment_id, status, objector, reason, evidence, filed_by, filed_at,
  due_on, extension_reason, decision_reason, decided_by, version, recorded_at`;

export function objectionOf(row: ObjectionRow): Objection {
  return {
    objectionId: row.objection_id,
    noticeId: row.notice_id,
    assessmentId: row.assessment_id,
    status: row.status,
    objector: row.objector,
    reason: row.reason,
    evidence: row.evidence,
    filedBy: row.filed_by,
    filedAt: row.filed_at,
    dueOn: row.due_on ?? undefined,
    extensionReason: row.extension_reason ?? undefined,
    decisionReason: row.decision_reason ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    version: row.version,
    recordedAt: row.recorded_at,
  };
}
