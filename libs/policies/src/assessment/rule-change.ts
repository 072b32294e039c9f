import type { LocalDate } from '@gusu/values';
import type { CriterionStatus, Summary, Words } from '../assessment-result.js';
import type { FactSheet } from '../fact-sheet.js';
import type { Criterion, Policy } from '../file/policy.js';
import type { PolicyAction } from '../policy-action.js';
import { viewOf } from './assess.js';
import { judge, passage, type Verdict } from './judge.js';

export type Standing = Summary | 'NO_POLICY_IN_FORCE';

/** A criterion that stands in the way. */
export interface Obstacle {
  id: string;
  label: Words;
  status: CriterionStatus;
}

/** What a rule change does to one enterprise. Who gains could not apply with prospect before and can; who loses, the other way round. */
export interface RuleEffect {
  effect: 'gains' | 'loses' | 'moves';
  before: Standing;
  after: Standing;
  /** For who gains, what stood in the way before; else what stands in it now. */
  because: readonly Obstacle[];
}

/** Nothing is unmet and nothing is missing; a person may still have to decide. */
const isOpen = (standing: Standing) => standing === 'READY' || standing === 'OPPORTUNITY';

const isInTheWay = (status: CriterionStatus) => status === 'UNMET' || status === 'UNKNOWN';

function obstaclesOf(verdict: Verdict | undefined, action: PolicyAction): Obstacle[] {
  if (!verdict) return [];
  const { gates, direct, pass } = verdict.policy.requirements[action];
  const among = (criteria: readonly Criterion[], statuses: readonly CriterionStatus[]) =>
    criteria.flatMap(({ id, label }, index) => {
      const status = statuses[index];
      return status && isInTheWay(status) ? [{ id, label, status }] : [];
    });
  const isBarred = isInTheWay(passage(verdict.direct, verdict.pass));
  const either = isBarred ? [...among(direct, verdict.direct), ...among(pass, verdict.pass)] : [];
  return [...among(gates, verdict.gates), ...either];
}

/** Two rules for one programme, and the day and action they are asked about. A rule that is absent is none in force. */
export interface RuleQuestion {
  before?: Policy;
  after?: Policy;
  action: PolicyAction;
  applyDate: LocalDate;
}

/**
 * Compares what two rules say of the same enterprises on the same day, whether or not either is in force on it: a rule of next year is best
 * tried on the facts of today. Each enterprise is judged by itself, so pages may come in any order.
 */
export class RuleChange {
  constructor(private readonly question: RuleQuestion) {}

  /** Undefined where nothing changes for the enterprise. */
  effectOn(sheet: FactSheet): RuleEffect | undefined {
    const { action } = this.question;
    const before = this.verdict(this.question.before, sheet);
    const after = this.verdict(this.question.after, sheet);
    const was = before?.summary ?? 'NO_POLICY_IN_FORCE';
    const is = after?.summary ?? 'NO_POLICY_IN_FORCE';
    if (was === is) return undefined;
    const effect = isOpen(was) === isOpen(is) ? 'moves' : isOpen(is) ? 'gains' : 'loses';
    const because = obstaclesOf(effect === 'gains' ? before : after, action);
    return { effect, before: was, after: is, because };
  }

  private verdict(policy: Policy | undefined, sheet: FactSheet): Verdict | undefined {
    const { action, applyDate } = this.question;
    return policy && judge(policy, viewOf(sheet, applyDate, policy), { action });
  }
}
