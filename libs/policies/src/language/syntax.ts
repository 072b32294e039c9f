import type { Exact } from '../exact/exact.js';

/** Where something stands in the text of an expression, in characters from its start. */
export interface Span {
  start: number;
  end: number;
}

/** `元` and `万元` are read into fen, `%` into hundredths; a number without a sign takes the unit of what it meets. */
export type LiteralUnit = 'money' | 'ratio' | 'plain';
export type ComparisonSign = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type Sign = ComparisonSign | '&&' | '||' | '+' | '-' | '*' | '/';

export type Syntax = Span &
  (
    | { kind: 'number'; value: Exact; unit: LiteralUnit }
    | { kind: 'text'; value: string }
    | { kind: 'truth'; value: boolean }
    | { kind: 'names'; names: readonly string[] }
    | { kind: 'name'; owner?: string; name: string }
    /** `facts[Y-k].field`: a figure of the fiscal year `k` years before that of the application. */
    | { kind: 'figure'; yearsBack: number; field: string }
    | { kind: 'call'; name: string; args: readonly Syntax[] }
    | { kind: 'not'; operand: Syntax }
    | { kind: 'negative'; operand: Syntax }
    | { kind: 'binary'; sign: Sign; left: Syntax; right: Syntax }
  );

export type SyntaxOf<Kind extends Syntax['kind']> = Extract<Syntax, { kind: Kind }>;

/** Something wrong with an expression, with the place where. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}
