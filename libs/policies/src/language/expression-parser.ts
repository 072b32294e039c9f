import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import { parseExact } from '../exact/exact.js';
import type { LiteralUnit, Sign, Span, Syntax } from './syntax.js';
import * as token from './token.js';

const UNITS: Readonly<Record<string, { unit: LiteralUnit; tens: number }>> = {
  '%': { unit: 'ratio', tens: -2 },
  元: { unit: 'money', tens: 2 },
  万元: { unit: 'money', tens: 6 },
  亿元: { unit: 'money', tens: 10 },
};
const PLAIN = { unit: 'plain', tens: 0 } as const;

function spanOf(first: IToken, last: IToken = first): Span {
  return { start: first.startOffset, end: (last.endOffset ?? last.startOffset) + 1 };
}

function amount(literal: IToken): Syntax {
  const digits = literal.image.replace(/[^\d.]+$/u, '');
  const { unit, tens } = UNITS[literal.image.slice(digits.length)] ?? PLAIN;
  return { kind: 'number', value: parseExact(digits || '0', tens), unit, ...spanOf(literal) };
}

function figure(path: IToken): Syntax {
  const yearsBack = Number(path.image.charAt('facts[Y-'.length));
  return { kind: 'figure', yearsBack, field: path.image.split('.')[1] ?? '', ...spanOf(path) };
}

function binary(left: Syntax, sign: IToken, right: Syntax): Syntax {
  return { kind: 'binary', sign: sign.image as Sign, left, right, start: left.start, end: right.end };
}

function signed(signs: readonly IToken[], operand: Syntax): Syntax {
  return signs.reduceRight<Syntax>((inner, sign) => {
    const part = { operand: inner, start: sign.startOffset, end: inner.end };
    return sign.image === '!' ? { kind: 'not', ...part } : { kind: 'negative', ...part };
  }, operand);
}

/** Recursive descent in the order of precedence. A rule of the grammar is a member; each returns its part of the tree. */
export class ExpressionParser extends EmbeddedActionsParser {
  constructor() {
    super(token.ALL, { recoveryEnabled: false, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  readonly expression = this.RULE('expression', (): Syntax => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      const sign = this.CONSUME(token.Or);
      left = binary(left, sign, this.SUBRULE2(this.conjunction));
    });
    return left;
  });

  private readonly conjunction = this.RULE('conjunction', (): Syntax => {
    let left = this.SUBRULE(this.comparison);
    this.MANY(() => {
      const sign = this.CONSUME(token.And);
      left = binary(left, sign, this.SUBRULE2(this.comparison));
    });
    return left;
  });

  private readonly comparison = this.RULE('comparison', (): Syntax => {
    let left = this.SUBRULE(this.sum);
    this.OPTION(() => {
      const sign = this.CONSUME(token.Comparison);
      left = binary(left, sign, this.SUBRULE2(this.sum));
    });
    return left;
  });

  private readonly sum = this.RULE('sum', (): Syntax => {
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const sign = this.CONSUME(token.Additive);
      left = binary(left, sign, this.SUBRULE2(this.product));
    });
    return left;
  });

  private readonly product = this.RULE('product', (): Syntax => {
    let left = this.SUBRULE(this.unary);
    this.MANY(() => {
      const sign = this.CONSUME(token.Multiplicative);
      left = binary(left, sign, this.SUBRULE2(this.unary));
    });
    return left;
  });

  private readonly unary = this.RULE('unary', (): Syntax => {
    const signs: IToken[] = [];
    this.MANY(() =>
      signs.push(this.OR([{ ALT: () => this.CONSUME(token.Not) }, { ALT: () => this.CONSUME(token.Minus) }])),
    );
    const operand = this.SUBRULE(this.primary);
    return this.ACTION(() => signed(signs, operand));
  });

  private readonly primary = this.RULE('primary', (): Syntax => {
    return this.OR<Syntax>([
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.names) },
      { ALT: () => this.SUBRULE(this.callOrName) },
      { ALT: () => this.SUBRULE(this.group) },
    ]);
  });

  // What only a real token can answer waits inside ACTION: the grammar is once walked with tokens that say nothing.
  private readonly literal = this.RULE('literal', (): Syntax => {
    return this.OR<Syntax>([
      {
        ALT: () => {
          const number = this.CONSUME(token.Amount);
          return this.ACTION(() => amount(number));
        },
      },
      {
        ALT: () => {
          const path = this.CONSUME(token.Figure);
          return this.ACTION(() => figure(path));
        },
      },
      {
        ALT: () => {
          const text = this.CONSUME(token.Text);
          return { kind: 'text', value: text.image.slice(1, -1), ...spanOf(text) };
        },
      },
      {
        ALT: () => {
          const truth = this.CONSUME(token.Truth);
          return { kind: 'truth', value: truth.image === 'true', ...spanOf(truth) };
        },
      },
    ]);
  });

  private readonly names = this.RULE('names', (): Syntax => {
    const names: string[] = [];
    const open = this.CONSUME(token.OpenList);
    this.AT_LEAST_ONE_SEP({
      SEP: token.Comma,
      DEF: () => names.push(this.CONSUME(token.Name).image),
    });
    return { kind: 'names', names, ...spanOf(open, this.CONSUME(token.CloseList)) };
  });

  private readonly callOrName = this.RULE('callOrName', (): Syntax => {
    const first = this.CONSUME(token.Name);
    let result: Syntax = { kind: 'name', name: first.image, ...spanOf(first) };
    this.OPTION(() => {
      result = this.OR<Syntax>([
        {
          ALT: () => {
            this.CONSUME(token.Dot);
            const name = this.CONSUME2(token.Name);
            return { kind: 'name', owner: first.image, name: name.image, ...spanOf(first, name) };
          },
        },
        {
          ALT: () => {
            const args: Syntax[] = [];
            this.CONSUME(token.Open);
            this.MANY_SEP({ SEP: token.Comma, DEF: () => args.push(this.SUBRULE(this.expression)) });
            return { kind: 'call', name: first.image, args, ...spanOf(first, this.CONSUME(token.Close)) };
          },
        },
      ]);
    });
    return result;
  });

  private readonly group = this.RULE('group', (): Syntax => {
    this.CONSUME(token.Open);
    const inner = this.SUBRULE(this.expression);
    this.CONSUME(token.Close);
    return inner;
  });
}
