import type { LocalDate } from '@gusu/values';
import type { AssessmentResult, CriterionResult, CriterionStatus, Suggestion } from '../assessment-result.js';
import type { FactSheet } from '../fact-sheet.js';
import { canonicalJson } from '../file/hash.js';
import type { Criterion, Policy, Requirements } from '../file/policy.js';
import type { PolicyBook } from '../file/policy-book.js';
import { FactView } from '../language/fact-view.js';
import type { Slots } from '../language/scope.js';
import type { PolicyAction } from '../policy-action.js';
import { explainScore } from './explain.js';
import { type Decisions, judge, type Verdict } from './judge.js';
import { checkMarks } from './panel.js';

export interface AssessmentRequest extends Omit<Decisions, 'action'> {
  applyDate: LocalDate;
  action?: PolicyAction;
}

/** An enterprise as the policies of `slots` see it on a day; several policies of one book may share it. */
export function viewOf(
  sheet: FactSheet,
  applyDate: LocalDate,
  { slots }: Pick<PolicyBook, 'slots'>,
): FactView {
  return new FactView(sheet, applyDate, slots.count);
}

// The marks were checked when they were given; a panel that the facts do not allow is a fault of ours, not an answer.
function refuseWrongPanel(policy: Policy, view: FactView, { panel }: Decisions): void {
  const wrong = (panel ?? []).flatMap((marks) => checkMarks(policy, view, marks));
  if (wrong.length > 0) throw new RangeError(`marks that the facts do not allow: ${JSON.stringify(wrong)}`);
}

/** For each indicator that leaves a choice: the option not chosen that would give more. Suggested, never switched. */
function otherOptions(policy: Policy, view: FactView, decisions: Decisions): Suggestion[] {
  const choosing = policy.score?.choosing ?? [];
  return choosing.flatMap(({ id, options, points }) => {
    const chosen = decisions.choices?.[id];
    const least = points(view, chosen).low;
    return [...(options ?? [])].flatMap(([option, ladder]): Suggestion[] => {
      const found = ladder.points(view);
      if (option === chosen || found.low <= least) return [];
      const { summary } = judge(policy, view, {
        ...decisions,
        choices: { ...decisions.choices, [id]: option },
      });
      return [{ indicator: id, option, points: found.low, summary }];
    });
  });
}

/** Every requirement with its reasons, in the order of the file; where the policy does not apply there is no verdict on any. */
function explainAll(
  { gates, direct, pass }: Requirements,
  verdict: Verdict,
  view: FactView,
): CriterionResult[] {
  const results: CriterionResult[] = [];
  const explain = (criteria: readonly Criterion[], statuses: readonly CriterionStatus[]) => {
    for (let index = 0; index < criteria.length; index += 1)
      results.push((criteria[index] as Criterion).explain(statuses[index] ?? 'NOT_APPLICABLE', view));
  };
  explain(gates, verdict.gates);
  explain(direct, verdict.direct);
  explain(pass, verdict.pass);
  return results;
}

function explained(verdict: Verdict, view: FactView, decisions: Decisions): AssessmentResult {
  const { policy, summary } = verdict;
  view.score = verdict.score;
  return {
    policyId: policy.id,
    policyHash: policy.hash,
    programme: policy.programme,
    action: decisions.action,
    applyDate: view.applyDate,
    summary,
    criteria: explainAll(policy.requirements[decisions.action], verdict, view),
    score: explainScore(policy, verdict, view, decisions),
    suggestions: summary === 'NOT_APPLICABLE' ? [] : otherOptions(policy, view, decisions),
  };
}

/**
 * Judges one enterprise by one policy and says why (cultivation-talent.md §6, §7.1). The same facts, date, decisions and policy give the same
 * result, member by member. Money in fen, dates in Asia/Shanghai.
 * @throws RangeError for marks of experts that the facts do not allow; see `checkMarks`
 */
export function assess(policy: Policy, sheet: FactSheet, request: AssessmentRequest): AssessmentResult {
  const { applyDate, action = 'initial', choices, manual, panel } = request;
  const view = viewOf(sheet, applyDate, policy);
  const decisions: Decisions = { action, choices, manual, panel };
  refuseWrongPanel(policy, view, decisions);
  return explained(judge(policy, view, decisions), view, decisions);
}

/** All policies in force on one day for one action, ready to look at many enterprises. */
export class Assessor {
  readonly policies: readonly Policy[];
  readonly slots: Slots;

  constructor(
    book: PolicyBook,
    readonly applyDate: LocalDate,
    private readonly action: PolicyAction = 'initial',
  ) {
    this.policies = book.inForceOn(action, applyDate);
    this.slots = book.slots;
  }

  /** The judgement alone, for whole populations. */
  judge(sheet: FactSheet): Verdict[] {
    const view = viewOf(sheet, this.applyDate, this);
    const decisions = { action: this.action };
    return this.policies.map((policy) => judge(policy, view, decisions));
  }

  /** The judgement with its reasons (自评: where do I stand?). */
  assess(sheet: FactSheet): AssessmentResult[] {
    const view = viewOf(sheet, this.applyDate, this);
    const decisions = { action: this.action };
    return this.policies.map((policy) => explained(judge(policy, view, decisions), view, decisions));
  }
}

/** The bytes of a result, to be frozen and compared. */
export function canonicalResult(result: AssessmentResult): string {
  return canonicalJson(result);
}
