import { negate, type Exact } from '../exact/exact.js';
import { type Code, NOWHERE, type TextCode, type TruthCode } from './code.js';
import { compareCodes } from './comparison.js';
import { compileCall } from './call.js';
import { joinTruths, negateTruth } from './connective.js';
import { compileFigure, compileName } from './name.js';
import { combineNumbers } from './number-operator.js';
import { asNumber } from './number-code.js';
import { parseExpression } from './parse-expression.js';
import type { Scope } from './scope.js';
import { type ComparisonSign, ExpressionError, type Syntax, type SyntaxOf } from './syntax.js';
import { truth } from './truth.js';

/**
 * Turns an expression into closures, once. Every name, unit and argument is checked here, so that nothing can be wrong when an enterprise
 * is judged (cultivation-talent.md §6).
 * @throws ExpressionError with the place of the fault
 */
export function compileExpression(text: string, scope: Omit<Scope, 'text'>): Code {
  return compile(parseExpression(text), { ...scope, text });
}

/** @throws ExpressionError also where the expression is no condition */
export function compileCondition(text: string, scope: Omit<Scope, 'text'>): TruthCode {
  const code = compileExpression(text, scope);
  if (code.type !== 'truth')
    throw new ExpressionError(`a condition is true or false, this is a ${code.type}`, 0);
  return code;
}

export function compile(syntax: Syntax, scope: Scope): Code {
  switch (syntax.kind) {
    case 'number':
      return literal(syntax);
    case 'text':
      return textLiteral(syntax);
    case 'truth': {
      const read = () => truth(syntax.value);
      return { type: 'truth', read, origin: NOWHERE, span: syntax, reason: { shape: 'claim' } };
    }
    case 'names':
      throw new ExpressionError('a list of names stands only where a function asks for one', syntax.start);
    case 'figure':
      return compileFigure(syntax, scope);
    case 'name':
      return compileName(syntax, scope);
    case 'call':
      return compileCall(syntax, scope, compile);
    case 'not':
      return negateTruth(compile(syntax.operand, scope), syntax);
    case 'negative':
      return negative(syntax, scope);
    case 'binary':
      return binary(syntax, scope);
  }
}

function literal({ value, unit }: SyntaxOf<'number'>): Code {
  return { type: 'number', unit, constant: value, read: () => value, origin: NOWHERE };
}

function textLiteral({ value }: SyntaxOf<'text'>): TextCode {
  return { type: 'text', constant: value, read: () => value, origin: NOWHERE };
}

function negative(syntax: SyntaxOf<'negative'>, scope: Scope): Code {
  const { unit, read, constant, origin } = asNumber(compile(syntax.operand, scope), syntax.operand);
  const turned = (value: Exact | undefined) => (value === undefined ? undefined : negate(value));
  return {
    type: 'number',
    unit,
    constant: turned(constant),
    read: (view, item) => turned(read(view, item)),
    origin,
  };
}

function isComparison(sign: string): sign is ComparisonSign {
  return ['<', '<=', '>', '>=', '==', '!='].includes(sign);
}

function binary(syntax: SyntaxOf<'binary'>, scope: Scope): Code {
  const { sign } = syntax;
  const left = compile(syntax.left, scope);
  const right = compile(syntax.right, scope);
  if (sign === '&&' || sign === '||') return joinTruths(syntax, left, right);
  if (isComparison(sign)) return compareCodes(syntax, left, right);
  return combineNumbers(syntax, asNumber(left, syntax.left), asNumber(right, syntax.right));
}
