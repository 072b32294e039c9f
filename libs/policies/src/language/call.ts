import type { Code } from './code.js';
import { Arguments, type Compile, type FunctionRule } from './function-rule.js';
import { DATE_FUNCTIONS } from './date-functions.js';
import { FIGURE_FUNCTIONS } from './figure-functions.js';
import { LIST_FUNCTIONS } from './list-functions.js';
import { NUMBER_FUNCTIONS } from './number-functions.js';
import { STANDING_FUNCTIONS } from './standing-functions.js';
import { kept, type Scope } from './scope.js';
import { ExpressionError, type Span, type SyntaxOf } from './syntax.js';

/** Everything that may be called, by name. There is nothing else: no property, no variable, no other function. */
export const FUNCTIONS: ReadonlyMap<string, FunctionRule> = new Map(
  [...NUMBER_FUNCTIONS, ...FIGURE_FUNCTIONS, ...LIST_FUNCTIONS, ...STANDING_FUNCTIONS, ...DATE_FUNCTIONS].map(
    (rule) => [rule.name, rule],
  ),
);

// Two policies that ask the same question share one answer; blanks do not make it another question.
function questionOf(syntax: Span, scope: Scope): string {
  const text = scope.text.slice(syntax.start, syntax.end).replace(/\s+(?=(?:[^']*'[^']*')*[^']*$)/g, '');
  return scope.sizeStandard ? `${text} by ${scope.sizeStandard.id}` : text;
}

export function compileCall(syntax: SyntaxOf<'call'> & Span, scope: Scope, compile: Compile): Code {
  const rule = FUNCTIONS.get(syntax.name);
  if (!rule) throw new ExpressionError(`there is no function ${syntax.name}`, syntax.start);
  const question = questionOf(syntax, scope);
  const code = rule.compile(new Arguments(syntax, scope, compile), { ...scope, question });
  return 'read' in code ? kept(code, question, scope.slots) : code;
}
