import type { CriterionStatus, Summary } from '../assessment-result.js';
import type { Criterion, Policy, Requirements } from '../file/policy.js';
import type { FactView, ScoreBounds } from '../language/fact-view.js';
import { TRUE, UNKNOWN } from '../language/truth.js';
import type { PolicyAction } from '../policy-action.js';
import { panelTotal, type Panel } from './panel.js';
import { TOTAL_PLACE } from '../file/score-card.js';

/** What people add to the facts of one application. */
export interface Decisions {
  action: PolicyAction;
  /** The option that the enterprise chose, by indicator. */
  choices?: Readonly<Record<string, string>>;
  /** What an officer decided with a reason, by criterion. It settles a manual review and overrides nothing else. */
  manual?: Readonly<Record<string, 'MET' | 'UNMET'>>;
  /** The marks of the experts, once all are in. */
  panel?: Panel;
}

/** The bare judgement: what a preview of a whole population needs. */
export interface Verdict {
  policy: Policy;
  summary: Summary;
  /** In the order of the requirements; empty where the policy does not apply. */
  gates: readonly CriterionStatus[];
  direct: readonly CriterionStatus[];
  pass: readonly CriterionStatus[];
  score: ScoreBounds;
}

const NONE: readonly CriterionStatus[] = [];
const NO_SCORE: ScoreBounds = { low: [], high: [] };

/** 个体工商户 have credit codes that begin with 92. */
const SOLE_TRADER_PREFIX = '92';

/** A branch cannot apply for itself, a sole trader is no enterprise in the sense of the programmes (cultivation-talent.md §16.1 C20). */
export function isApplicable({ sheet: { profile } }: FactView): boolean {
  return !profile.isBranch && !profile.isSoleTrader && !profile.creditCode.startsWith(SOLE_TRADER_PREFIX);
}

/** Fills in the points of every indicator, block and the total: at least and at most. */
export function scoreOf(policy: Policy, view: FactView, { choices, panel }: Decisions): ScoreBounds {
  const { score } = policy;
  if (!score) return NO_SCORE;
  const low: number[] = [0];
  const high: number[] = [0];
  for (const { max, indicators } of score.blocks) {
    const place = low.length;
    low.push(0);
    high.push(0);
    for (const { id, points } of indicators) {
      const found = points(view, choices?.[id]);
      low.push(found.low);
      high.push(found.high);
      low[place] = Math.min((low[place] ?? 0) + found.low, max);
      high[place] = Math.min((high[place] ?? 0) + found.high, max);
    }
    low[TOTAL_PLACE] = (low[TOTAL_PLACE] ?? 0) + (low[place] ?? 0);
    high[TOTAL_PLACE] = (high[TOTAL_PLACE] ?? 0) + (high[place] ?? 0);
  }
  if (panel) low[TOTAL_PLACE] = high[TOTAL_PLACE] = panelTotal(policy, panel);
  return { low, high };
}

function statusOf(criterion: Criterion, view: FactView, manual: Decisions['manual']): CriterionStatus {
  const { code } = criterion;
  const found = code ? code.read(view, undefined) : undefined;
  if (found === 0) return 'UNMET';
  const asksPerson =
    found === undefined || (found === TRUE ? criterion.needsPersonWhenMet : criterion.needsPersonWhenUnknown);
  if (!asksPerson) return found === UNKNOWN ? 'UNKNOWN' : 'MET';
  return manual?.[criterion.id] ?? 'MANUAL_REVIEW';
}

function statusesOf(
  criteria: readonly Criterion[],
  view: FactView,
  manual: Decisions['manual'],
): CriterionStatus[] {
  const statuses = new Array<CriterionStatus>(criteria.length);
  for (let index = 0; index < criteria.length; index += 1)
    statuses[index] = statusOf(criteria[index] as Criterion, view, manual);
  return statuses;
}

/** All of them: one that is unmet decides, then one that is unknown, then one that waits for a person. */
function allOf(statuses: readonly CriterionStatus[]): CriterionStatus {
  if (statuses.includes('UNMET')) return 'UNMET';
  if (statuses.includes('UNKNOWN')) return 'UNKNOWN';
  return statuses.includes('MANUAL_REVIEW') ? 'MANUAL_REVIEW' : 'MET';
}

/** Any of them: one that is met decides, then one that waits for a person, then one that is unknown. */
function anyOf(statuses: readonly CriterionStatus[]): CriterionStatus {
  if (statuses.includes('MET')) return 'MET';
  if (statuses.includes('MANUAL_REVIEW')) return 'MANUAL_REVIEW';
  return statuses.includes('UNKNOWN') ? 'UNKNOWN' : 'UNMET';
}

/** Either a direct route or the score, where a policy has both. */
export function passage(
  direct: readonly CriterionStatus[],
  pass: readonly CriterionStatus[],
): CriterionStatus {
  if (direct.length === 0) return allOf(pass);
  return pass.length === 0 ? anyOf(direct) : anyOf([anyOf(direct), allOf(pass)]);
}

const SUMMARY_OF: Readonly<Record<CriterionStatus, Summary>> = {
  UNMET: 'NOT_MET',
  UNKNOWN: 'NEEDS_DATA',
  MANUAL_REVIEW: 'OPPORTUNITY',
  MET: 'READY',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
};

/** cultivation-talent.md §7.1: not applicable, not met, needs data, opportunity, ready; the first that applies. */
export function judge(policy: Policy, view: FactView, decisions: Decisions): Verdict {
  if (!isApplicable(view))
    return { policy, summary: 'NOT_APPLICABLE', gates: NONE, direct: NONE, pass: NONE, score: NO_SCORE };
  const requirements: Requirements = policy.requirements[decisions.action];
  const score = scoreOf(policy, view, decisions);
  view.score = score;
  const gates = statusesOf(requirements.gates, view, decisions.manual);
  const direct = statusesOf(requirements.direct, view, decisions.manual);
  const pass = statusesOf(requirements.pass, view, decisions.manual);
  const summary = SUMMARY_OF[allOf([allOf(gates), passage(direct, pass)])];
  return { policy, summary, gates, direct, pass, score };
}
