import type { HandlingStep, PolicyAction, Summary } from '@gusu/policies';
import type { CreditCode, LocalDate, Programme } from '@gusu/values';
import type {
  Assessment,
  AssessmentStatus,
  FactVersions,
  FormDefect,
  FrozenPart,
  Handling,
} from './assessment.js';

export interface AssessmentRow {
  assessment_id: string;
  credit_code: CreditCode;
  programme: Programme;
  action: PolicyAction;
  status: AssessmentStatus;
  district_code: string;
  choices: Record<string, string>;
  reviewed_qualification_id: string | null;
  batch_id: string | null;
  snapshot_no: number | null;
  apply_date: LocalDate | null;
  policy_id: string | null;
  policy_hash: string | null;
  summary: Summary | null;
  fact_versions: FactVersions | null;
  returns: number;
  due_on: LocalDate | null;
  handling_step: HandlingStep | null;
  handling_since: LocalDate | null;
  handling_due_on: LocalDate | null;
  legal_due_on: LocalDate | null;
  defects: FormDefect[];
  decision_reason: string | null;
  opened_by: string;
  submitted_by: string | null;
  recommended_by: string | null;
  proposed_by: string | null;
  approved_by: string | null;
  version: number;
  opened_at: Date;
  recorded_at: Date;
}

export const ASSESSMENT_COLUMNS = `assessment_id, credit_code, programme, action, status, district_code, choices,
  reviewed_qualification_id, batch_id, snapshot_no, apply_date, policy_id, policy_hash, summary, fact_versions, returns, due_on, handling_step, handling_since, handling_due_on, legal_due_on, defects,
  decision_reason, opened_by, submitted_by, recommended_by, proposed_by, approved_by, version, opened_at, recorded_at`;

export function assessmentOf(row: AssessmentRow): Assessment {
  return {
    assessmentId: row.assessment_id,
    creditCode: row.credit_code,
    programme: row.programme,
    action: row.action,
    status: row.status,
    districtCode: row.district_code,
    choices: row.choices,
    reviewedQualificationId: row.reviewed_qualification_id ?? undefined,
    batchId: row.batch_id ?? undefined,
    frozen: frozenOf(row),
    returns: row.returns,
    dueOn: row.due_on ?? undefined,
    handling: handlingOf(row),
    defects: row.defects,
    decisionReason: row.decision_reason ?? undefined,
    openedBy: row.opened_by,
    submittedBy: row.submitted_by ?? undefined,
    recommendedBy: row.recommended_by ?? undefined,
    proposedBy: row.proposed_by ?? undefined,
    approvedBy: row.approved_by ?? undefined,
    version: row.version,
    openedAt: row.opened_at,
    recordedAt: row.recorded_at,
  };
}

function handlingOf(row: AssessmentRow): Handling | undefined {
  const { handling_step: step, handling_since: since, handling_due_on, legal_due_on } = row;
  if (step === null || since === null) return undefined;
  return {
    step,
    since,
    promisedDueOn: handling_due_on ?? undefined,
    legalDueOn: legal_due_on ?? undefined,
  };
}

function frozenOf(row: AssessmentRow): FrozenPart | undefined {
  const { snapshot_no, apply_date, policy_id, policy_hash, summary } = row;
  if (snapshot_no === null || !apply_date || !policy_id || !policy_hash || !summary) return undefined;
  return {
    snapshotNo: snapshot_no,
    applyDate: apply_date,
    policyId: policy_id,
    policyHash: policy_hash,
    summary,
    factVersions: row.fact_versions ?? {},
  };
}

/** A row as JSON, for statements that take many at once. */
export function assessmentRow({ frozen, handling, ...assessment }: Assessment): Record<string, unknown> {
  return {
    assessment_id: assessment.assessmentId,
    credit_code: assessment.creditCode,
    programme: assessment.programme,
    action: assessment.action,
    status: assessment.status,
    district_code: assessment.districtCode,
    choices: assessment.choices,
    reviewed_qualification_id: assessment.reviewedQualificationId,
    batch_id: assessment.batchId,
    snapshot_no: frozen?.snapshotNo,
    apply_date: frozen?.applyDate,
    policy_id: frozen?.policyId,
    policy_hash: frozen?.policyHash,
    summary: frozen?.summary,
    fact_versions: frozen?.factVersions,
    returns: assessment.returns,
    due_on: assessment.dueOn,
    handling_step: handling?.step,
    handling_since: handling?.since,
    handling_due_on: handling?.promisedDueOn,
    legal_due_on: handling?.legalDueOn,
    defects: assessment.defects,
    decision_reason: assessment.decisionReason,
    opened_by: assessment.openedBy,
    submitted_by: assessment.submittedBy,
    recommended_by: assessment.recommendedBy,
    proposed_by: assessment.proposedBy,
    approved_by: assessment.approvedBy,
    version: assessment.version,
    opened_at: assessment.openedAt,
    recorded_at: assessment.recordedAt,
  };
}
