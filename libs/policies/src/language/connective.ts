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

/** What decides: the operands behind it are not asked any more. */
function joined(decisive: Truth, parts: readonly TruthCode[]): Read<Truth> {
  const otherwise = decisive === FALSE ? TRUE : FALSE;
  const reads = parts.map(({ read }) => read);
  return (view, item) => {
    let result: Truth = otherwise;
    for (let index = 0; index < reads.length; index += 1) {
      const found = (reads[index] as Read<Truth>)(view, item);
      if (found === decisive) return found;
      if (found === UNKNOWN) result = UNKNOWN;
    }
    return result;
  };
}

/** `&&` and `||`. Chains of one kind become one condition with many parts, as a reader sees them. */
export function joinTruths(syntax: SyntaxOf<'binary'> & Span, left: Code, right: Code): TruthCode {
  const [a, b] = [asTruth(left, syntax.left), asTruth(right, syntax.right)];
  const shape = syntax.sign === '&&' ? 'all' : 'any';
  const parts = [a, b].flatMap((part) => (part.reason.shape === shape ? part.reason.parts : [part]));
  return {
    type: 'truth',
    read: joined(shape === 'all' ? FALSE : TRUE, parts),
    origin: originOf(a.origin, b.origin),
    span: { start: syntax.start, end: syntax.end },
    reason: { shape, parts },
  };
}
