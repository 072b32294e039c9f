import type { Programme } from '@gusu/values';
import type { AssessmentResult, CriterionResult, Summary } from '../assessment-result.js';
import type { FactSheet } from '../fact-sheet.js';

/** Met, or a person decides, or unmet by at most a tenth of the bound. What is unknown is not near: it may be anywhere. */
function isReached({ status, isNear }: CriterionResult): boolean {
  return status === 'MET' || status === 'MANUAL_REVIEW' || (status === 'UNMET' && isNear);
}

/** Whether the enterprise fails the policy, but by no more than a tenth of every bound that it does not reach. */
export function nearNextRung({ summary, criteria }: AssessmentResult): boolean {
  if (summary !== 'NOT_MET') return false;
  const of = (group: CriterionResult['group']) => criteria.filter((criterion) => criterion.group === group);
  const [gates, direct, pass] = [of('gate'), of('direct'), of('pass')];
  const isOpen = direct.some(isReached) || (pass.length > 0 && pass.every(isReached));
  return gates.every(isReached) && (direct.length + pass.length === 0 || isOpen);
}

export interface Rung {
  programme: Programme;
  policyId: string;
  summary: Summary;
  isNear: boolean;
}

/** The titles that an enterprise does not hold and could reach: ready, but for a person's decision, or near. In the order of `results`. */
export function nextRungs(results: readonly AssessmentResult[], { qualifications }: FactSheet): Rung[] {
  return results.flatMap((result): Rung[] => {
    const { programme, policyId, summary, applyDate } = result;
    const isHeld = qualifications.some(
      (title) =>
        title.programme === programme &&
        ['valid', 'expiring', 'reviewInProgress'].includes(title.status) &&
        title.validFrom <= applyDate,
    );
    const isNear = nearNextRung(result);
    const isOpen = summary === 'READY' || summary === 'OPPORTUNITY' || isNear;
    return !isHeld && isOpen ? [{ programme, policyId, summary, isNear }] : [];
  });
}
