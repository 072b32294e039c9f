import { AssessmentSubmitted, type DomainEvent, refuse } from '@gusu/contracts';
import type { AssessmentResult } from '@gusu/policies';
import { localDateOf } from '@gusu/values';
import type { Batch } from '../batch/batch.js';
import { batchOn } from '../batch/batch.rules.js';
import type { Assessment, FactVersions } from './assessment.js';
import { type Deciding, factsChanged, moveAssessment } from './assessment.rules.js';

export interface SubmissionFacts extends Deciding {
  /** Of the facts as they are now, by the policy of today. */
  result: AssessmentResult;
  factVersions: FactVersions;
  /** Whether the policy asks experts: then what waits for their marks is not missing yet. */
  asksExperts: boolean;
  /** The approved calls of the programme. */
  batches: readonly Batch[];
  /** The day until which an earlier revocation keeps the enterprise from applying. */
  banUntil?: string;
}

/**
 * The enterprise hands its application in: facts, policy and result are frozen from here on (cultivation-talent.md §7.1). A result that does not
 * meet the policy may be handed in all the same; missing facts may not, because nobody could judge them.
 * The first submission lies inside a window, where its kind is called in batches; a correction comes when it comes.
 * @throws batch/not-open, qualification/banned, assessment/not-applicable, assessment/facts-missing, assessment/correction-late
 */
export function submitAssessment(
  assessment: Assessment,
  facts: SubmissionFacts,
): { assessment: Assessment; event: DomainEvent } {
  const submitted = moveAssessment(assessment, 'submit', facts);
  const today = localDateOf(facts.now);
  if (assessment.dueOn !== undefined && today > assessment.dueOn)
    throw refuse('assessment/correction-late', { dueOn: assessment.dueOn });
  const batchId = assessment.frozen ? assessment.batchId : batchOn(facts.batches, assessment, today)?.batchId;
  return freeze({ ...submitted, batchId }, facts);
}

/** After a correction of facts that were used: handed in again, and checked from the beginning (§2). @throws assessment/facts-unchanged */
export function resubmitAssessment(
  assessment: Assessment,
  facts: SubmissionFacts,
): { assessment: Assessment; event: DomainEvent } {
  const submitted = moveAssessment(assessment, 'resubmit', facts);
  if (!factsChanged(assessment, facts.factVersions))
    throw refuse('assessment/facts-unchanged', { assessmentId: assessment.assessmentId });
  return freeze(submitted, facts);
}

function freeze(
  submitted: Assessment,
  { result, factVersions, banUntil, asksExperts, actor, now }: SubmissionFacts,
) {
  if (banUntil) throw refuse('qualification/banned', { banUntil });
  if (result.summary === 'NOT_APPLICABLE')
    throw refuse('assessment/not-applicable', { programme: result.programme });
  const unknown = missing(result, asksExperts);
  if (unknown.length > 0) throw refuse('assessment/facts-missing', { criteria: unknown.join(' ') });
  const { policyId, policyHash, summary } = result;
  const applyDate = localDateOf(now);
  const snapshotNo = (submitted.frozen?.snapshotNo ?? 0) + 1;
  const assessment: Assessment = {
    ...submitted,
    frozen: { snapshotNo, applyDate, policyId, policyHash, summary, factVersions },
    defects: [],
    dueOn: undefined,
    submittedBy: actor.id,
  };
  const { assessmentId, creditCode, programme, action } = assessment;
  const subject = { assessmentId, creditCode, programme, action, applyDate, policyId, policyHash };
  return { assessment, event: AssessmentSubmitted.of(creditCode, subject, now) };
}

function missing({ criteria, summary }: AssessmentResult, asksExperts: boolean): string[] {
  if (summary !== 'NEEDS_DATA') return [];
  const unknown = criteria.filter(({ status }) => status === 'UNKNOWN');
  return unknown
    .filter(({ group }) => group === 'gate' || (group !== 'direct' && !asksExperts))
    .map(({ id }) => id);
}
