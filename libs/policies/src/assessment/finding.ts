import type { Finding, ShownValue } from '../assessment-result.js';
import { ceiling } from '../exact/decimal.js';
import { add, compare, type Exact, floor, multiply, subtract } from '../exact/exact.js';
import { GrowthRoot } from '../exact/growth-root.js';
import type { Shape, TruthCode } from '../language/code.js';
import type { FactView } from '../language/fact-view.js';
import type { Leaf } from './leaf.js';
import { FALSE, TRUE } from '../language/truth.js';
import { actualValue, shownGap, shownValue, unitOf, valueOf, withWhence } from './shown.js';

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

const TRUTHS: readonly ShownValue[] = [
  { value: 'false', unit: '', exact: 'false' },
  { value: 'true', unit: '', exact: 'true' },
];

function findingOf({ text, code, threshold }: Leaf, view: FactView): Finding {
  const found = code.read(view, undefined);
  const status = STATUS[found];
  const { reason } = code;
  if (reason.shape !== 'comparison') {
    const claimed = TRUTHS[found];
    return { text, status, actual: claimed && withWhence(claimed, code.origin, view) };
  }
  const apart = found === FALSE ? distance(reason, view) : undefined;
  return {
    text,
    status,
    actual: actualValue(reason.left, view),
    threshold: threshold ?? shownValue(reason.right, view),
    gap: apart && shownGap(apart.gap, unitOf(reason.left)),
    shortfall: found === FALSE ? shortfall(reason, view) : undefined,
  };
}

export function findingsOf(leaves: readonly Leaf[], view: FactView): Finding[] {
  return leaves.map((leaf) => findingOf(leaf, view));
}

/**
 * Whether an unmet condition lacks at most a tenth of its bound: every unmet part of an `&&`, some part of an `||`. A claim that is not a
 * number is either met or not near.
 */
export function isNear(code: TruthCode, view: FactView): boolean {
  const found = code.read(view, undefined);
  if (found === TRUE) return true;
  const { reason } = code;
  if (reason.shape === 'all') return reason.parts.every((part) => isNear(part, view));
  if (reason.shape === 'any') return reason.parts.some((part) => isNear(part, view));
  if (found !== FALSE || reason.shape !== 'comparison') return false;
  const apart = distance(reason, view);
  if (!apart) return false;
  const allowed = compare(apart.bound, 0) < 0 ? multiply(apart.bound, -1) : apart.bound;
  return compare(multiply(apart.gap, NEAR_PART), allowed) <= 0;
}
