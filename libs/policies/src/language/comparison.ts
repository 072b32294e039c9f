import { compare, type Exact, type Sign } from '../exact/exact.js';
import { compareGrowth } from '../exact/growth-root.js';
import {
  type Code,
  type Comparable,
  type GrowthCode,
  type NumberCode,
  originOf,
  type RangeCode,
  type Read,
  type TextCode,
  type TruthCode,
} from './code.js';
import { asNumber } from './number-code.js';
import { type ComparisonSign, ExpressionError, type Span, type SyntaxOf } from './syntax.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth.js';
import { unitOfBoth } from './unit.js';

/** What a comparison says where the left side is below, equal to or above the right one. */
const OUTCOMES: Readonly<Record<ComparisonSign, readonly [Truth, Truth, Truth]>> = {
  '<': [TRUE, FALSE, FALSE],
  '<=': [TRUE, TRUE, FALSE],
  '>': [FALSE, FALSE, TRUE],
  '>=': [FALSE, TRUE, TRUE],
  '==': [FALSE, TRUE, FALSE],
  '!=': [TRUE, FALSE, TRUE],
};

function outcome([below, equal, above]: readonly [Truth, Truth, Truth], sign: Sign): Truth {
  if (sign === 0) return equal;
  return sign < 0 ? below : above;
}

type BinarySyntax = SyntaxOf<'binary'> & Span;

function meaningless(syntax: BinarySyntax, left: string, right: string): ExpressionError {
  return new ExpressionError(`${left} ${syntax.sign} ${right} has no meaning`, syntax.start);
}

function numbers(sign: ComparisonSign, left: NumberCode, right: NumberCode): Read<Truth> {
  const outcomes = OUTCOMES[sign];
  const { read: a } = left;
  if (right.constant !== undefined) {
    const bound: Exact = right.constant;
    return (view, item) => {
      const value = a(view, item);
      if (value === undefined) return UNKNOWN;
      return outcome(outcomes, compare(value, bound));
    };
  }
  const { read: b } = right;
  return (view, item) => {
    const value = a(view, item);
    if (value === undefined) return UNKNOWN;
    const bound = b(view, item);
    if (bound === undefined) return UNKNOWN;
    return outcome(outcomes, compare(value, bound));
  };
}

/** What both bounds agree on is decided, also while the number itself is unknown. */
function range(sign: ComparisonSign, left: RangeCode, bound: Exact): Read<Truth> {
  const outcomes = OUTCOMES[sign];
  const isOrder = sign !== '==' && sign !== '!=';
  return (view, item) => {
    const least = left.low(view, item);
    const most = left.high(view, item);
    const atLeast = outcome(outcomes, compare(least, bound));
    if (least === most) return atLeast;
    if (!isOrder) return UNKNOWN;
    const atMost = outcome(outcomes, most === Infinity ? 1 : compare(most, bound));
    return atLeast === atMost ? atLeast : UNKNOWN;
  };
}

function growth(sign: ComparisonSign, left: GrowthCode, right: NumberCode): Read<Truth> {
  const outcomes = OUTCOMES[sign];
  return (view, item) => {
    const root = left.read(view, item);
    const bound = root === undefined ? undefined : right.read(view, item);
    if (root === undefined || bound === undefined) return UNKNOWN;
    return outcome(outcomes, compareGrowth(root, bound));
  };
}

function texts(syntax: BinarySyntax, left: TextCode, right: TextCode): Read<Truth> {
  if (left.type !== right.type) throw meaningless(syntax, left.type, right.type);
  const isOrder = syntax.sign !== '==' && syntax.sign !== '!=';
  if (left.type === 'text' && isOrder) throw meaningless(syntax, 'text', 'text');
  for (const [values, text] of [
    [left.values, right.constant],
    [right.values, left.constant],
  ] as const)
    if (values && text !== undefined && !values.includes(text))
      throw new ExpressionError(`${JSON.stringify(text)} is none of ${values.join(', ')}`, syntax.start);
  const outcomes = OUTCOMES[syntax.sign as ComparisonSign];
  return (view, item) => {
    const a = left.read(view, item);
    const b = a === undefined ? undefined : right.read(view, item);
    if (a === undefined || b === undefined) return UNKNOWN;
    return outcome(outcomes, a === b ? 0 : a < b ? -1 : 1);
  };
}

function isTextual(code: Comparable): code is TextCode {
  return code.type === 'text' || code.type === 'date';
}

function readOf(syntax: BinarySyntax, left: Comparable, right: Comparable): Read<Truth> {
  const sign = syntax.sign as ComparisonSign;
  if (isTextual(left) || isTextual(right)) {
    if (isTextual(left) && isTextual(right)) return texts(syntax, left, right);
    throw meaningless(syntax, left.type, right.type);
  }
  const bound = asNumber(right, syntax.right);
  const unit = left.type === 'growth' ? 'ratio' : left.unit;
  if (!unitOfBoth(unit, bound.unit)) throw meaningless(syntax, unit, bound.unit);
  if (left.type === 'growth') return growth(sign, left, bound);
  if (left.type === 'range' && bound.constant !== undefined) return range(sign, left, bound.constant);
  return numbers(sign, asNumber(left, syntax.left), bound);
}

/** @throws ExpressionError where the two have nothing in common, or a text is none that the other can be */
export function compareCodes(syntax: BinarySyntax, left: Code, right: Code): TruthCode {
  if (left.type === 'truth' || right.type === 'truth') throw meaningless(syntax, left.type, right.type);
  return {
    type: 'truth',
    read: readOf(syntax, left, right),
    origin: originOf(left.origin, right.origin),
    span: { start: syntax.start, end: syntax.end },
    reason: { shape: 'comparison', sign: syntax.sign as ComparisonSign, left, right },
  };
}
