import { type Exact } from '../exact/exact.js';
import type { Code, NumberCode, TextCode, TruthCode } from './code.js';
import { asNumber } from './number-code.js';
import type { Scope } from './scope.js';
import { ExpressionError, type Span, type Syntax, type SyntaxOf } from './syntax.js';
import { type ListName, FIGURES, LISTS } from './vocabulary.js';

export type Compile = (syntax: Syntax, scope: Scope) => Code;

/** One function of the language: how it is written, what it says, and what it becomes. */
export interface FunctionRule {
  name: string;
  usage: string;
  says: string;
  compile(args: Arguments, scope: Scope & { question: string }): Code;
}

/** The arguments of one call, taken by the type that the function needs. Errors name the argument's place. */
export class Arguments {
  constructor(
    readonly syntax: SyntaxOf<'call'> & Span,
    private readonly scope: Scope,
    private readonly compile: Compile,
  ) {}

  get count(): number {
    return this.syntax.args.length;
  }

  /** @throws ExpressionError unless there are between `least` and `most` arguments */
  expect(least: number, most = least): void {
    if (this.count >= least && this.count <= most) return;
    const wanted = least === most ? String(least) : `${least} to ${most}`;
    throw this.wrong(`${this.syntax.name} takes ${wanted} arguments, not ${this.count}`, this.syntax);
  }

  number(index: number): NumberCode {
    const syntax = this.at(index);
    return asNumber(this.compile(syntax, this.scope), syntax);
  }

  /** A whole number written in the policy, from 1 to 9. */
  years(index: number): number {
    const syntax = this.at(index);
    const value: Exact | undefined =
      syntax.kind === 'number' && syntax.unit === 'plain' ? syntax.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 9) return value;
    throw this.wrong('a whole number of years from 0 to 9 is written here', syntax);
  }

  /** The name of a figure of the annual facts. */
  figure(index: number): { field: string } & Span {
    const syntax = this.at(index);
    if (syntax.kind === 'name' && syntax.owner === undefined && Object.hasOwn(FIGURES, syntax.name))
      return { field: syntax.name, start: syntax.start, end: syntax.end };
    throw this.wrong(`a figure is named here: ${Object.keys(FIGURES).join(', ')}`, syntax);
  }

  list(index: number): ListName {
    const syntax = this.at(index);
    if (syntax.kind === 'name' && syntax.owner === undefined && Object.hasOwn(LISTS, syntax.name))
      return syntax.name as ListName;
    throw this.wrong(`a list is named here: ${Object.keys(LISTS).join(', ')}`, syntax);
  }

  /** A condition on one item of `list`. */
  predicate(index: number, list: ListName): TruthCode {
    return this.truth(index, { ...this.scope, list });
  }

  /** A number of one item of `list`. */
  numberOf(index: number, list: ListName): NumberCode {
    const syntax = this.at(index);
    return asNumber(this.compile(syntax, { ...this.scope, list }), syntax);
  }

  truth(index: number, scope: Scope = this.scope): TruthCode {
    const syntax = this.at(index);
    const code = this.compile(syntax, scope);
    if (code.type === 'truth') return code;
    throw this.wrong(`a condition is needed here, not a ${code.type}`, syntax);
  }

  text(index: number, type: 'text' | 'date'): TextCode {
    const syntax = this.at(index);
    const code = this.compile(syntax, this.scope);
    if (code.type === type) return code as TextCode;
    throw this.wrong(`a ${type} is needed here, not a ${code.type}`, syntax);
  }

  /** A text written in the policy. */
  written(index: number): string {
    const syntax = this.at(index);
    if (syntax.kind === 'text') return syntax.value;
    throw this.wrong('a text in quotes is written here', syntax);
  }

  /** One of a closed list of names, without quotes. */
  oneOf<Name extends string>(index: number, names: readonly Name[]): Name {
    const syntax = this.at(index);
    if (syntax.kind === 'name' && syntax.owner === undefined && names.includes(syntax.name as Name))
      return syntax.name as Name;
    throw this.wrong(`one of ${names.join(', ')} is named here`, syntax);
  }

  /** Several of a closed list of names, in brackets. */
  someOf<Name extends string>(index: number, names: readonly Name[]): readonly Name[] {
    const syntax = this.at(index);
    if (syntax.kind !== 'names') throw this.wrong('names in brackets are written here', syntax);
    const stranger = syntax.names.find((name) => !names.includes(name as Name));
    if (stranger !== undefined) throw this.wrong(`${stranger} is none of ${names.join(', ')}`, syntax);
    return syntax.names as readonly Name[];
  }

  wrong(message: string, span: Span = this.syntax): ExpressionError {
    return new ExpressionError(message, span.start);
  }

  private at(index: number): Syntax {
    const syntax = this.syntax.args[index];
    if (syntax) return syntax;
    throw this.wrong(`${this.syntax.name} lacks its argument ${index + 1}`, this.syntax);
  }
}
