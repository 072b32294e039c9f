import type { Acting } from '../enterprise/enterprise-record.js';
import type { Assessment } from './assessment.js';

/** The audit entry of one move of one application. */
export function auditOfAssessment(
  action: string,
  actor: Acting,
  after: Assessment,
  before?: Assessment,
  reason?: string,
) {
  return {
    at: after.recordedAt.toISOString(),
    actorId: actor.id,
    action: `assessment.${action}`,
    objectType: 'assessment',
    objectId: after.assessmentId,
    before,
    after,
    reason: reason ?? after.decisionReason,
    traceId: actor.traceId,
  };
}
