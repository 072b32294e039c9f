import { type Code, originOf, type Read, type TruthCode } from './code.js';
import { ExpressionError, type Span, type SyntaxOf } from './syntax.js';
import { FALSE, not, TRUE, type Truth, UNKNOWN } from './truth.js';

function asTruth(code: Code, span: Span): TruthCode {
  if (code.type === 'truth') return code;
  throw new ExpressionError(`a condition is needed here, not a ${code.type}`, span.start);
}

export function negateTruth(code: Code, syntax: SyntaxOf<'not'> & Span): TruthCode {
  const { read, origin } = asTruth(code, syntax.operand);
  return {
    type: 'truth',
    read: (view, item) => not(read(view, item)),
    origin,
    span: { start: syntax.start, end: syntax.end },
    reason: { shape: 'claim' },
  };
}

/** What decides: the second operand is not asked once the first has. */
function joined(decisive: Truth, first: Read<Truth>, second: Read<Truth>): Read<Truth> {
  const otherwise = decisive === FALSE ? TRUE : FALSE;
  return (view, item) => {
    const a = first(view, item);
    if (a === decisive) return a;
    const b = second(view, item);
    if (b === decisive) return b;
    return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : otherwise;
  };
}

/** `&&` and `||`. Chains of one kind become one condition with many parts, as a reader sees them. */
export function joinTruths(syntax: SyntaxOf<'binary'> & Span, left: Code, right: Code): TruthCode {
  const [a, b] = [asTruth(left, syntax.left), asTruth(right, syntax.right)];
  const shape = syntax.sign === '&&' ? 'all' : 'any';
  const parts = [a, b].flatMap((part) => (part.reason.shape === shape ? part.reason.parts : [part]));
  return {
    type: 'truth',
    read: joined(shape === 'all' ? FALSE : TRUE, a.read, b.read),
    origin: originOf(a.origin, b.origin),
    span: { start: syntax.start, end: syntax.end },
    reason: { shape, parts },
  };
}
