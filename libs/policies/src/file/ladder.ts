import { actualOf } from '../assessment/shown.js';
import { compare, type Exact } from '../exact/exact.js';
import { compareGrowth } from '../exact/growth-root.js';
import type { Comparable } from '../language/code.js';
import { compileExpression } from '../language/compile-expression.js';
import type { FactView } from '../language/fact-view.js';
import type { Scope } from '../language/scope.js';
import { ExpressionError } from '../language/syntax.js';
import { type Unit, unitOfBoth } from '../language/unit.js';
import type { BandDocument } from './policy-document.js';
import type { Ladder, Points, Step } from './score-card.js';

/** A ladder that is none: its bounds do not move in one direction, or it has not exactly one `else`. */
export class BandError extends Error {
  override name = 'BandError';
}

type Bound = Exclude<BandDocument, { else: number }>;

function signOf(band: Bound): [Step['sign'], string] {
  if ('gte' in band) return ['>=', band.gte];
  if ('gt' in band) return ['>', band.gt];
  return 'lte' in band ? ['<=', band.lte] : ['<', band.lt];
}

function stepOf(band: Bound, unit: Unit, scope: Omit<Scope, 'text'>): Step {
  const [sign, text] = signOf(band);
  const code = compileExpression(text, scope);
  if (code.type !== 'number' || code.constant === undefined)
    throw new BandError(`${JSON.stringify(text)} is no number`);
  if (!unitOfBoth(unit, code.unit)) throw new BandError(`the value is in ${unit}, the bound ${text} is not`);
  return { sign, bound: code.constant, points: band.points };
}

function refuseDisorder(steps: readonly Step[], otherwise: number): void {
  const isUpward = steps[0]?.sign.startsWith('>') ?? true;
  steps.forEach((step, index) => {
    if (step.sign.startsWith('>') !== isUpward) throw new BandError('bands go in one direction');
    const next = steps[index + 1];
    if (step.points <= (next?.points ?? otherwise)) throw new BandError('the points of bands fall strictly');
    if (!next) return;
    const order = compare(step.bound, next.bound);
    if (isUpward ? order <= 0 : order >= 0) throw new BandError('the bounds of bands are strictly monotone');
  });
}

function reaches(order: number, sign: Step['sign']): boolean {
  if (sign === '>=') return order >= 0;
  if (sign === '>') return order > 0;
  return sign === '<=' ? order <= 0 : order < 0;
}

function pointsOf(
  view: FactView,
  value: Comparable,
  steps: readonly Step[],
  fixed: readonly Points[],
): Points | undefined {
  if (value.type !== 'number' && value.type !== 'growth') return undefined;
  const found = value.read(view, undefined);
  if (found === undefined) return undefined;
  for (let index = 0; index < steps.length; index += 1) {
    const { bound, sign } = steps[index] as Step;
    const order =
      typeof found === 'object' && 'years' in found
        ? compareGrowth(found, bound)
        : compare(found as Exact, bound);
    if (reaches(order, sign)) return fixed[index];
  }
  return fixed[steps.length];
}

function countPoints(count: number, steps: readonly Step[], otherwise: number): number {
  if (count === Infinity) return steps[0]?.points ?? otherwise;
  return steps.find(({ bound, sign }) => reaches(compare(count, bound), sign))?.points ?? otherwise;
}

/** @throws BandError, ExpressionError */
export function compileLadder(
  text: string,
  bands: readonly BandDocument[],
  scope: Omit<Scope, 'text'>,
): Ladder {
  const value = compileExpression(text, scope);
  if (value.type !== 'number' && value.type !== 'range' && value.type !== 'growth')
    throw new ExpressionError(`bands need a number, this is a ${value.type}`, 0);
  const rest = bands.filter((band): band is { else: number } => 'else' in band);
  if (rest.length !== 1 || bands.at(-1) !== rest[0]) throw new BandError('bands end with exactly one else');
  const otherwise = rest[0]?.else ?? 0;
  const unit = value.type === 'growth' ? 'ratio' : value.unit;
  const steps = bands.flatMap((band) => ('else' in band ? [] : [stepOf(band, unit, scope)]));
  refuseDisorder(steps, otherwise);
  const fixed = [...steps.map(({ points }) => points), otherwise].map((points) => ({
    low: points,
    high: points,
  }));
  const unknown = { low: otherwise, high: steps[0]?.points ?? otherwise };
  const points = (view: FactView): Points => {
    if (value.type !== 'range') return pointsOf(view, value, steps, fixed) ?? unknown;
    const [a, b] = [value.low(view, undefined), value.high(view, undefined)].map((count) =>
      countPoints(count, steps, otherwise),
    ) as [number, number];
    return { low: Math.min(a, b), high: Math.max(a, b) };
  };
  return { value, steps, otherwise, points, actual: actualOf(value, scope.slots) };
}
