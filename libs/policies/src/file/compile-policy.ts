import type { CriterionGroup } from '../assessment-result.js';
import { explanationOf } from '../assessment/explain.js';
import { leavesOf } from '../assessment/leaf.js';
import { compileCondition } from '../language/compile-expression.js';
import type { Scope, Slots } from '../language/scope.js';
import { POLICY_ACTIONS, type PolicyAction } from '../policy-action.js';
import { compileIndicator, mostPoints } from './compile-indicator.js';
import { FileDefects, type Origin } from './file-defects.js';
import { sha256 } from './hash.js';
import type { Criterion, Policy, Requirements } from './policy.js';
import type { BlockDocument, CriterionDocument, PolicyDocument } from './policy-document.js';
import type { Block, ScoreCard } from './score-card.js';
import type { SizeStandard } from './size-standard.js';

interface Compiling {
  document: PolicyDocument;
  defects: FileDefects;
  scope: Omit<Scope, 'text'>;
  origin: Origin;
}

function compileBlock(block: BlockDocument, pointer: string, { defects, scope, origin }: Compiling): Block {
  const { id, label, max } = block;
  const sum = block.indicators.reduce((total, indicator) => total + indicator.max, 0);
  if (block.isCapped ? sum < max : sum !== max)
    defects.add(pointer, 'POINTS', `the indicators add up to ${sum}, the block gives ${max}`);
  const indicators = block.indicators.map((indicator, index) => {
    const own = `${pointer}/indicators/${index}`;
    if (mostPoints(indicator) !== indicator.max)
      defects.add(
        own,
        'POINTS',
        `the most it can give is ${mostPoints(indicator)}, its max is ${indicator.max}`,
      );
    return compileIndicator(indicator, origin, {
      scope,
      at: (part, work) => defects.at(`${own}${part}`, work),
    });
  });
  return { id, label, max, indicators };
}

function compileScore(compiling: Compiling): ScoreCard | undefined {
  const { score } = compiling.document;
  if (!score) return undefined;
  const sum = score.blocks.reduce((total, { max }) => total + max, 0);
  if (sum !== score.max)
    compiling.defects.add('/score', 'POINTS', `the blocks add up to ${sum}, the score gives ${score.max}`);
  const blocks = score.blocks.map((block, index) => compileBlock(block, `/score/blocks/${index}`, compiling));
  const names = [
    'total',
    ...blocks.flatMap(({ id, indicators }) => [id, ...indicators.map((each) => each.id)]),
  ];
  const places = new Map(names.map((name, place) => [name, place]));
  const choosing = blocks.flatMap(({ indicators }) => indicators.filter(({ options }) => options));
  return { max: score.max, blocks, places, choosing };
}

function compileCriterion(
  document: CriterionDocument,
  group: CriterionGroup,
  pointer: string,
  { defects, scope, origin }: Compiling,
): Criterion {
  const { id, label, required, expr, evidence } = document;
  const code =
    expr === undefined ? undefined : defects.at(`${pointer}/expr`, () => compileCondition(expr, scope));
  const criterion = {
    id,
    group,
    label,
    required,
    actions: document.actions ?? POLICY_ACTIONS,
    code,
    needsPersonWhenMet: document.whenMet !== undefined,
    needsPersonWhenUnknown: document.whenUnknown !== undefined,
    evidence,
    confidence: document.confidence ?? origin.confidence,
    sources: document.sources ?? origin.sources,
  };
  const leaves = code ? leavesOf(code, expr ?? '', scope.slots) : [];
  return { ...criterion, explain: explanationOf(criterion, leaves) };
}

// A prerequisite title is a gate like others; it is written apart because a grant checks it again on its own day.
function prerequisiteGates({ prerequisites }: PolicyDocument): CriterionDocument[] {
  return prerequisites.map(({ id, label, required, anyOf, confidence, sources }) => ({
    id,
    label,
    required,
    expr: anyOf.map((programme) => `hasValid(${programme}, applyDate)`).join(' || '),
    evidence: ['QUALIFICATION_CERTIFICATE'],
    confidence,
    sources,
  }));
}

function compileRequirements(compiling: Compiling): Record<PolicyAction, Requirements> {
  const { document } = compiling;
  const compiled = (list: readonly CriterionDocument[], group: CriterionGroup, pointer: string) =>
    list.map((criterion, index) => compileCriterion(criterion, group, `${pointer}/${index}`, compiling));
  const gates = [
    ...compiled(prerequisiteGates(document), 'gate', '/prerequisites'),
    ...compiled(document.gates, 'gate', '/gates'),
  ];
  const direct = compiled(document.direct, 'direct', '/direct');
  const pass = compiled(document.pass, 'pass', '/pass');
  const asked = (action: PolicyAction) => (criteria: readonly Criterion[]) =>
    criteria.filter(({ actions }) => actions.includes(action));
  const requirementsOf = (action: PolicyAction) => {
    const of = asked(action);
    return { gates: of(gates), direct: of(direct), pass: of(pass) };
  };
  return { initial: requirementsOf('initial'), review: requirementsOf('review') };
}

function refuseDuplicates({ document, defects }: Compiling): void {
  const { prerequisites, gates, direct, pass, score } = document;
  const ids = [
    ...[...prerequisites, ...gates, ...direct, ...pass].map(({ id }) => id),
    ...(score?.blocks ?? []).flatMap(({ id, indicators }) => [id, ...indicators.map((each) => each.id)]),
  ];
  const repeated = ids.filter((id, index) => id === 'total' || ids.indexOf(id) !== index);
  for (const id of new Set(repeated)) defects.add('', 'DUPLICATE', `${id} stands for two things`);
}

/** What a policy is compiled from: what it means, and what was written, which its hash is of. */
export interface ReadPolicy {
  document: PolicyDocument;
  /** The plain values of its own file and of its parts. A schema that learns a new member changes no hash. */
  written: readonly unknown[];
}

/** Compiles and checks one policy; what is wrong goes to `defects` (cultivation-talent.md §6). */
export function compilePolicy(
  { document, written }: ReadPolicy,
  slots: Slots,
  defects: FileDefects,
  standards: ReadonlyMap<string, SizeStandard>,
): Policy {
  const { id, programme, effective } = document;
  const sizeStandard = standards.get(document.smeSizeStandard ?? '');
  if (document.smeSizeStandard !== undefined && !sizeStandard)
    defects.add(
      '/smeSizeStandard',
      'UNKNOWN_STANDARD',
      `there is no size standard ${document.smeSizeStandard}`,
    );
  const origin = { confidence: document.confidence, sources: document.sources };
  const compiling: Compiling = { document, defects, origin, scope: { slots, sizeStandard } };
  refuseDuplicates(compiling);
  const score = compileScore(compiling);
  const withScore = { ...compiling, scope: { ...compiling.scope, score: score?.places } };
  const requirements = compileRequirements(withScore);
  if (score && document.pass.length === 0)
    defects.add('/pass', 'SHAPE', 'a score says nothing until something is asked of it');
  return {
    id,
    hash: sha256({ written, sizeStandard: sizeStandard?.hash }),
    programme,
    periods: effective.flatMap(({ actions, from, to }) =>
      actions.map((action) => ({ action, from, to: to ?? undefined })),
    ),
    document,
    requirements,
    score,
    slots,
  };
}
