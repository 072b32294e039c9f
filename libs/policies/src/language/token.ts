import { createToken, Lexer, type TokenType } from 'chevrotain';

export const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED });
export const Figure = createToken({ name: 'Figure', pattern: /facts\[Y-\d\]\.[A-Za-z]\w*/ });
export const Amount = createToken({ name: 'Amount', pattern: /\d{1,15}(\.\d{1,6})?(%|万元|亿元|元)?/ });
export const Text = createToken({ name: 'Text', pattern: /'[^'\n]{0,80}'/ });
export const Truth = createToken({ name: 'Truth', pattern: /(true|false)\b/ });
export const Name = createToken({ name: 'Name', pattern: /[A-Za-z]\w*/ });
export const Or = createToken({ name: 'Or', pattern: '||' });
export const And = createToken({ name: 'And', pattern: '&&' });
export const Comparison = createToken({ name: 'Comparison', pattern: /<=|>=|==|!=|<|>/ });
export const Additive = createToken({ name: 'Additive', pattern: Lexer.NA });
export const Plus = createToken({ name: 'Plus', pattern: '+', categories: Additive });
export const Minus = createToken({ name: 'Minus', pattern: '-', categories: Additive });
export const Multiplicative = createToken({ name: 'Multiplicative', pattern: /[*/]/ });
export const Not = createToken({ name: 'Not', pattern: '!' });
export const Open = createToken({ name: 'Open', pattern: '(' });
export const Close = createToken({ name: 'Close', pattern: ')' });
export const OpenList = createToken({ name: 'OpenList', pattern: '[' });
export const CloseList = createToken({ name: 'CloseList', pattern: ']' });
export const Comma = createToken({ name: 'Comma', pattern: ',' });
export const Dot = createToken({ name: 'Dot', pattern: '.' });

/** In the order in which the lexer tries them: the longer before its own beginning. */
export const ALL: TokenType[] = [
  Space,
  Figure,
  Amount,
  Text,
  Truth,
  Name,
  Or,
  And,
  Comparison,
  Additive,
  Plus,
  Minus,
  Multiplicative,
  Not,
  Open,
  Close,
  OpenList,
  CloseList,
  Comma,
  Dot,
];
