import { add, divide, type Exact, multiply, subtract } from '../exact/exact.js';
import { type NumberCode, originOf } from './code.js';
import { ratioOf } from './number-code.js';
import { ExpressionError, type Span, type SyntaxOf } from './syntax.js';
import { type Unit, unitOfBoth } from './unit.js';

type Operation = (a: Exact, b: Exact) => Exact | undefined;

function productUnit(a: Unit, b: Unit): Unit | undefined {
  if (a === 'plain' || a === 'ratio') return b === 'plain' ? a : b;
  return b === 'plain' || b === 'ratio' ? a : undefined;
}

function operationOf(sign: string, left: NumberCode, right: NumberCode): [Operation, Unit | undefined] {
  switch (sign) {
    case '+':
      return [add, unitOfBoth(left.unit, right.unit)];
    case '-':
      return [subtract, unitOfBoth(left.unit, right.unit)];
    case '*':
      return [multiply, productUnit(left.unit, right.unit)];
    default:
      return [divide, right.unit === 'plain' || right.unit === 'ratio' ? left.unit : undefined];
  }
}

/** `+ - * /` without error; unknown where an operand is, or the divisor is zero. */
export function combineNumbers(
  syntax: SyntaxOf<'binary'> & Span,
  left: NumberCode,
  right: NumberCode,
): NumberCode {
  if (syntax.sign === '/' && left.unit === right.unit && left.unit !== 'plain')
    return ratioOf(left, right, syntax);
  const [operation, unit] = operationOf(syntax.sign, left, right);
  if (!unit)
    throw new ExpressionError(`${left.unit} ${syntax.sign} ${right.unit} has no meaning`, syntax.start);
  const { read: a } = left;
  const { read: b } = right;
  return {
    type: 'number',
    unit,
    origin: originOf(left.origin, right.origin),
    read: (view, item) => {
      const first = a(view, item);
      const second = first === undefined ? undefined : b(view, item);
      return first === undefined || second === undefined ? undefined : operation(first, second);
    },
  };
}
