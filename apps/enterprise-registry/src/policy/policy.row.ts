import type { Programme } from '@gusu/values';
import type { PolicyProposal, PolicyStatus } from './policy.js';

export interface PolicyRow {
  policy_id: string;
  programme: Programme;
  hash: string;
  source_text: string;
  golden_cases: string;
  status: PolicyStatus;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

export const POLICY_COLUMNS = `policy_id, programme, hash, source_text, golden_cases, status, proposed_by, proposed_at, decided_by,
  decided_at, decision_reason`;

export function proposalOf(row: PolicyRow): PolicyProposal {
  return {
    policyId: row.policy_id,
    programme: row.programme,
    hash: row.hash,
    text: row.source_text,
    goldenCases: row.golden_cases,
    status: row.status,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    decisionReason: row.decision_reason ?? undefined,
  };
}
