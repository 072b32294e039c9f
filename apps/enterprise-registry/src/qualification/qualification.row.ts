import type { CreditCode, LocalDate, Programme, QualificationStatus } from '@gusu/values';
import type { Qualification } from './qualification.js';

export interface QualificationRow {
  qualification_id: string;
  credit_code: CreditCode;
  programme: Programme;
  cert_no: string | null;
  valid_from: LocalDate;
  valid_to: LocalDate;
  status: QualificationStatus;
  policy_id: string;
  granted_by_assessment_id: string | null;
  doc_no: string | null;
  missed_updates: number[];
  suspended_on: LocalDate | null;
  ended_on: LocalDate | null;
  ban_until: LocalDate | null;
  version: number;
  recorded_at: Date;
}

export const QUALIFICATION_COLUMNS = `qualification_id, credit_code, programme, cert_no, valid_from, valid_to, status,
  policy_id, granted_by_assessment_id, doc_no, missed_updates, suspended_on, ended_on, ban_until, version, recorded_at`;

export function qualificationOf(row: QualificationRow): Qualification {
  return {
    qualificationId: row.qualification_id,
    creditCode: row.credit_code,
    programme: row.programme,
    certNo: row.cert_no ?? undefined,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    status: row.status,
    policyId: row.policy_id,
    grantedByAssessmentId: row.granted_by_assessment_id ?? undefined,
    docNo: row.doc_no ?? undefined,
    missedUpdates: row.missed_updates,
    suspendedOn: row.suspended_on ?? undefined,
    endedOn: row.ended_on ?? undefined,
    banUntil: row.ban_until ?? undefined,
    version: row.version,
    recordedAt: row.recorded_at,
  };
}

/** A row as JSON, for statements that take many at once. */
export function qualificationRow(title: Qualification): Record<string, unknown> {
  return {
    qualification_id: title.qualificationId,
    credit_code: title.creditCode,
    programme: title.programme,
    cert_no: title.certNo,
    valid_from: title.validFrom,
    valid_to: title.validTo,
    status: title.status,
    policy_id: title.policyId,
    granted_by_assessment_id: title.grantedByAssessmentId,
    doc_no: title.docNo,
    missed_updates: title.missedUpdates,
    suspended_on: title.suspendedOn,
    ended_on: title.endedOn,
    ban_until: title.banUntil,
    version: title.version,
    recorded_at: title.recordedAt,
  };
}
