import type { ActualValue, Finding, ShownValue } from '../assessment-result.js';
import { ceiling } from '../exact/decimal.js';
import { add, compare, type Exact, floor, multiply, subtract } from '../exact/exact.js';
import { GrowthRoot } from '../exact/growth-root.js';
import type { Shape, TruthCode } from '../language/code.js';
import type { FactView } from '../language/fact-view.js';
import type { Slots } from '../language/scope.js';
import { FALSE, TRUE, UNKNOWN } from '../language/truth.js';
import { actualOf, shown, shownGap, shownValue, unitOf, valueOf } from './shown.js';
import { type Whence, whenceOf } from './whence.js';

/** One comparison or claim inside a condition: says what was found of an enterprise. */
export type Leaf = (view: FactView) => Finding;

type Comparison = Extract<Shape, { shape: 'comparison' }>;

const STATUS = ['UNMET', 'MET', 'UNKNOWN'] as const;
/** An enterprise is near a bound when what it lacks is at most a tenth of it. */
const NEAR_PART = 10;

/** How far the value is from the bound, where the bound is one of more or of less. */
function distance(
  { sign, left, right }: Comparison,
  view: FactView,
): { gap: Exact; bound: Exact } | undefined {
  const [value, bound] = [valueOf(left, view), valueOf(right, view)];
  if (value === undefined || bound === undefined || typeof value === 'string' || typeof bound === 'string')
    return undefined;
  if (value instanceof GrowthRoot || bound instanceof GrowthRoot) return undefined;
  if (sign === '>=' || sign === '>') return { gap: subtract(bound, value), bound };
  return sign === '<=' || sign === '<' ? { gap: subtract(value, bound), bound } : undefined;
}

function gapOf(comparison: Comparison, view: FactView): ShownValue | undefined {
  const apart = distance(comparison, view);
  return apart && shownGap(apart.gap, unitOf(comparison.left));
}

/** What the numerator of a ratio lacks to its bound, in the unit in which it is counted: the fen or persons to be added. */
function shortfall({ sign, left, right }: Comparison, view: FactView): ShownValue | undefined {
  if (left.type !== 'number' || !left.ratio || (sign !== '>=' && sign !== '>')) return undefined;
  const { num, den } = left.ratio;
  const [part, whole, bound] = [num.read(view, undefined), den.read(view, undefined), valueOf(right, view)];
  if (part === undefined || whole === undefined || bound === undefined) return undefined;
  if (typeof bound === 'string' || bound instanceof GrowthRoot) return undefined;
  const missing = subtract(multiply(bound, whole), part);
  return shownGap(sign === '>' ? add(floor(missing), 1) : ceiling(missing), num.unit);
}

/** A claim comes out in three ways, which enterprises with facts of the same years and sources share. */
function claimLeaf(text: string, { read, origin }: TruthCode, slots: Slots): Leaf {
  const whence = whenceOf(origin, slots);
  const known = new Map<Whence, Finding[]>();
  const claimed = (value: string, { period, sources }: Whence): ActualValue => ({
    value,
    unit: '',
    exact: value,
    period,
    sources,
  });
  return (view) => {
    const found = read(view, undefined);
    const from = whence(view);
    let findings = known.get(from);
    if (!findings) known.set(from, (findings = []));
    return (findings[found] ??= {
      text,
      status: STATUS[found],
      actual: found === UNKNOWN ? undefined : claimed(found === FALSE ? 'false' : 'true', from),
      threshold: undefined,
      gap: undefined,
      shortfall: undefined,
    });
  };
}

/** What is asked, where it is written in the policy: the same for every enterprise. */
function writtenThreshold({ left, right }: Comparison): ShownValue | undefined {
  if (right.type !== 'number' || right.constant === undefined) return undefined;
  // A bare number counts what it is compared with.
  return shown(right.constant, right.unit === 'plain' ? unitOf(left) : right.unit);
}

function comparisonLeaf(text: string, { read }: TruthCode, comparison: Comparison, slots: Slots): Leaf {
  const written = writtenThreshold(comparison);
  const { left, right } = comparison;
  const actual = actualOf(left, slots);
  const nothing: Finding = {
    text,
    status: 'UNKNOWN',
    actual: undefined,
    threshold: written,
    gap: undefined,
    shortfall: undefined,
  };
  return (view) => {
    const found = read(view, undefined);
    const isMissed = found === FALSE;
    const value = actual(view);
    if (found === UNKNOWN && written && !value) return nothing;
    return {
      text,
      status: STATUS[found],
      actual: value,
      threshold: written ?? shownValue(right, view),
      gap: isMissed ? gapOf(comparison, view) : undefined,
      shortfall: isMissed ? shortfall(comparison, view) : undefined,
    };
  };
}

/** Every comparison and claim of a condition, in the order of its text. */
export function leavesOf(code: TruthCode, text: string, slots: Slots): Leaf[] {
  const { reason, span } = code;
  if (reason.shape === 'all' || reason.shape === 'any')
    return reason.parts.flatMap((part) => leavesOf(part, text, slots));
  const own = text.slice(span.start, span.end);
  return [
    reason.shape === 'comparison' ? comparisonLeaf(own, code, reason, slots) : claimLeaf(own, code, slots),
  ];
}

/**
 * Whether an unmet condition lacks at most a tenth of its bound: every unmet part of an `&&`, some part of an `||`. A claim that is not a
 * number is either met or not near.
 */
export function isNear({ read, reason }: TruthCode, view: FactView): boolean {
  const found = read(view, undefined);
  if (found === TRUE) return true;
  if (reason.shape === 'all') return reason.parts.every((part) => isNear(part, view));
  if (reason.shape === 'any') return reason.parts.some((part) => isNear(part, view));
  if (found !== FALSE || reason.shape !== 'comparison') return false;
  const apart = distance(reason, view);
  if (!apart) return false;
  const allowed = compare(apart.bound, 0) < 0 ? multiply(apart.bound, -1) : apart.bound;
  return compare(multiply(apart.gap, NEAR_PART), allowed) <= 0;
}
