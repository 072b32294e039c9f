import { refuse } from '@gusu/contracts';
import { assess, type AssessmentResult, type Marks, type Policy, type PolicyBook } from '@gusu/policies';
import type { Assessment } from './assessment.js';
import { itemsForPersons } from './assessment.rules.js';
import type { ManualDecision, Snapshot } from './snapshot.js';

/** What people added to the facts since they were frozen. */
export interface PeoplesPart {
  decisions?: readonly ManualDecision[];
  /** Of all experts, once all are in. */
  panel?: readonly Marks[];
}

/**
 * Judges frozen facts by the very policy they were frozen with. Without the part of people it gives the frozen result again, byte for byte
 * (cultivation-talent.md §17.2).
 * @throws policy/none-in-force when the policy is no longer known, or is another text under its old name
 */
export function judgeSnapshot(
  book: PolicyBook,
  snapshot: Snapshot,
  people: PeoplesPart = {},
): AssessmentResult {
  const { sheet, action, applyDate, choices } = snapshot;
  const manual = Object.fromEntries(
    (people.decisions ?? []).map(({ criterionId, outcome }) => [criterionId, outcome]),
  );
  return assess(frozenPolicy(book, snapshot), sheet, {
    applyDate,
    action,
    choices,
    manual,
    panel: people.panel,
  });
}

export function frozenPolicy(
  book: PolicyBook,
  { policyId, policyHash }: Pick<Snapshot, 'policyId' | 'policyHash'>,
): Policy {
  const policy = book.policyById(policyId);
  if (policy?.hash !== policyHash) throw refuse('policy/none-in-force', { policyId });
  return policy;
}

/**
 * Which of these criteria wait for a person. Only those are decided, each with a reason; nothing else is overridden (§7.1).
 * @throws assessment/not-manual
 */
export function requireManual(
  { assessmentId }: Assessment,
  { result, asksExperts }: { result: AssessmentResult; asksExperts: boolean },
  decisions: readonly Pick<ManualDecision, 'criterionId'>[],
): void {
  const manual = new Set(itemsForPersons(result, asksExperts).map(({ id }) => id));
  const other = decisions.find(({ criterionId }) => !manual.has(criterionId));
  if (other) throw refuse('assessment/not-manual', { assessmentId, criterionId: other.criterionId });
}
