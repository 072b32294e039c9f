import { divide, type Exact } from '../exact/exact.js';
import { type Code, type NumberCode, originOf } from './code.js';
import { ExpressionError, type Span } from './syntax.js';
import { unitOfBoth } from './unit.js';

/** A range counts as a number where its bounds meet, and is unknown where they do not. */
export function asNumber(code: Code, span: Span): NumberCode {
  if (code.type === 'number') return code;
  if (code.type !== 'range')
    throw new ExpressionError(`a number is needed here, not a ${code.type}`, span.start);
  const { low, high, unit, origin } = code;
  const read: NumberCode['read'] = (view, item) => {
    const least = low(view, item);
    return least === high(view, item) ? least : undefined;
  };
  return { type: 'number', unit, read, origin };
}

/** `num / den` of the same unit; unknown where one of them is, or the denominator is zero. */
export function ratioOf(num: NumberCode, den: NumberCode, span: Span): NumberCode {
  if (!unitOfBoth(num.unit, den.unit))
    throw new ExpressionError(`a ratio of ${num.unit} to ${den.unit} has no meaning`, span.start);
  const read = (a: Exact | undefined, b: Exact | undefined) =>
    a === undefined || b === undefined ? undefined : divide(a, b);
  return {
    type: 'number',
    unit: 'ratio',
    read: (view, item) => read(num.read(view, item), den.read(view, item)),
    origin: originOf(num.origin, den.origin),
    ratio: { num, den },
  };
}
