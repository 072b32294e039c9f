import type {
  BlockResult,
  CriterionResult,
  CriterionStatus,
  Finding,
  IndicatorResult,
  ScoreResult,
} from '../assessment-result.js';
import { compare, type Exact, subtract } from '../exact/exact.js';
import { GrowthRoot } from '../exact/growth-root.js';
import type { Criterion, Policy } from '../file/policy.js';
import { type Block, type Indicator, type Ladder, TOTAL_PLACE } from '../file/score-card.js';
import type { FactView } from '../language/fact-view.js';
import type { Decisions, Verdict } from './judge.js';
import { isNear, type Leaf } from './leaf.js';
import { shownGap, unitOf, valueOf } from './shown.js';

/** What a criterion says of an enterprise once its status is known. */
export type Explain = (status: CriterionStatus, view: FactView) => CriterionResult;

function isSame(findings: readonly Finding[], others: readonly Finding[]): boolean {
  return findings.every((finding, index) => finding === others[index]);
}

/**
 * A criterion with the values that decided it, what is missing, and what would settle it. Where nothing was found but what was found of the
 * last enterprise (they are often alike), its explanation stands for both.
 */
export function explanationOf(criterion: Omit<Criterion, 'explain'>, leaves: readonly Leaf[]): Explain {
  const { id, group, label, required, code, evidence, confidence, sources } = criterion;
  const explain = (
    status: CriterionStatus,
    findings: readonly Finding[],
    view: FactView,
  ): CriterionResult => {
    const only = findings.length === 1 ? findings[0] : undefined;
    return {
      id,
      group,
      label,
      required,
      status,
      actual: only?.actual,
      gap: only?.gap,
      findings,
      isNear: status === 'UNMET' && code !== undefined && isNear(code, view),
      evidenceNeeded: status === 'MET' || status === 'NOT_APPLICABLE' ? [] : evidence,
      confidence,
      sources,
    };
  };
  let last: CriterionResult | undefined;
  return (status, view) => {
    const findings = status === 'NOT_APPLICABLE' ? [] : findingsOf(leaves, view);
    if (last?.status !== status || !isSame(findings, last.findings)) last = explain(status, findings, view);
    return last;
  };
}

function findingsOf(leaves: readonly Leaf[], view: FactView): Finding[] {
  const findings = new Array<Finding>(leaves.length);
  for (let index = 0; index < leaves.length; index += 1) findings[index] = (leaves[index] as Leaf)(view);
  return findings;
}

/** The step above the one reached: what it gives and what is missing to it. */
function nextStep(
  { value, steps, otherwise }: Ladder,
  view: FactView,
  points: number,
): IndicatorResult['next'] {
  const found = valueOf(value, view);
  const better = steps.filter((step) => step.points > points).at(-1);
  if (!better || points < otherwise || found === undefined) return undefined;
  if (typeof found === 'string' || found instanceof GrowthRoot) return undefined;
  const apart: Exact = better.sign.startsWith('>')
    ? subtract(better.bound, found)
    : subtract(found, better.bound);
  if (compare(apart, 0) < 0) return undefined;
  return { points: better.points, gap: shownGap(apart, unitOf(value)) };
}

function explainIndicator(
  { id, label, max, ladder, options, isMarked, confidence, sources }: Indicator,
  { low, high }: { low: number; high: number },
  view: FactView,
  { choices }: Decisions,
): IndicatorResult {
  const chosen = choices?.[id];
  const used = ladder ?? options?.get(chosen ?? '');
  const points = low === high && !isMarked ? low : undefined;
  const actual = used?.actual(view);
  const next = used && points !== undefined ? nextStep(used, view, points) : undefined;
  return {
    id,
    label,
    max,
    points,
    atLeast: low,
    atMost: high,
    actual,
    next,
    chosen: options && chosen,
    confidence,
    sources,
  };
}

export function explainScore(
  policy: Policy,
  { score: { low, high } }: Verdict,
  view: FactView,
  decisions: Decisions,
): ScoreResult | undefined {
  const { score } = policy;
  if (!score || low.length === 0) return undefined;
  const boundsAt = (place: number) => ({ low: low[place] ?? 0, high: high[place] ?? 0 });
  const known = (place: number) => {
    const { low: atLeast, high: atMost } = boundsAt(place);
    return { points: atLeast === atMost ? atLeast : undefined, atLeast, atMost };
  };
  const explainBlock = ({ id, label, max, indicators }: Block): BlockResult => ({
    id,
    label,
    max,
    ...known(score.places.get(id) ?? 0),
    indicators: indicators.map((indicator) =>
      explainIndicator(indicator, boundsAt(score.places.get(indicator.id) ?? 0), view, decisions),
    ),
  });
  const { low: atLeast, high: atMost } = boundsAt(TOTAL_PLACE);
  return {
    max: score.max,
    total: atLeast === atMost ? atLeast : undefined,
    atLeast,
    atMost,
    blocks: score.blocks.map(explainBlock),
  };
}
