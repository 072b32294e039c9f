import { Lexer } from 'chevrotain';
import { ExpressionParser } from './expression-parser.js';
import { ExpressionError, type Syntax } from './syntax.js';
import * as token from './token.js';

const MAX_LENGTH = 2_000;
const MAX_DEPTH = 24;

const lexer = new Lexer(token.ALL);
const parser = new ExpressionParser();

/** The parser descends once per bracket; a bound keeps a hostile text from exhausting the stack. */
function refuseDepth(tokens: readonly { image: string; startOffset: number }[]): void {
  let depth = 0;
  for (const { image, startOffset } of tokens) {
    if (image === '(' || image === '[') depth += 1;
    if (image === ')' || image === ']') depth -= 1;
    if (depth > MAX_DEPTH) throw new ExpressionError(`brackets nest deeper than ${MAX_DEPTH}`, startOffset);
  }
}

/** @throws ExpressionError for whatever is no expression of the language; nothing else, and nothing is ever executed */
export function parseExpression(text: string): Syntax {
  if (text.length > MAX_LENGTH)
    throw new ExpressionError(`an expression has at most ${MAX_LENGTH} characters`, MAX_LENGTH);
  const { tokens, errors } = lexer.tokenize(text);
  const stray = errors[0];
  if (stray)
    throw new ExpressionError(`unexpected ${JSON.stringify(text.charAt(stray.offset))}`, stray.offset);
  refuseDepth(tokens);
  parser.input = tokens;
  const tree = parser.expression();
  const fault = parser.errors[0];
  if (fault) {
    const at = fault.token.startOffset;
    const found = fault.token.image === '' ? 'the end' : JSON.stringify(fault.token.image);
    throw new ExpressionError(`unexpected ${found}`, Number.isNaN(at) ? text.length : at);
  }
  return tree;
}
