import { type Exact, Fraction, integer } from '../exact/exact.js';
import { type Code, NOWHERE, type NumberCode, type Origin, type Read } from './code.js';
import { kept, type Scope } from './scope.js';
import { ExpressionError, type Span, type SyntaxOf } from './syntax.js';
import { truth } from './truth.js';
import { type Field, type Fields, FIGURES, LISTS, PROFILE } from './vocabulary.js';

type Holder = Read<Readonly<Record<string, unknown>> | undefined>;

function exactOf(field: Extract<Field, { type: 'number' }>, value: unknown): Exact | undefined {
  if (typeof value === 'bigint') return integer(value);
  if (typeof value !== 'number') return undefined;
  if (field.of === 'bps') return new Fraction(value, 10_000);
  return field.of === 'centi' ? new Fraction(value, 100) : value;
}

/** Reads a member of whatever `holder` finds; what is absent is unknown. */
function read(field: Field, holder: Holder, origin: Origin, span: Span): Code {
  const { key } = field;
  if (field.type === 'number')
    return {
      type: 'number',
      unit: field.unit,
      read: (view, item) => exactOf(field, holder(view, item)?.[key]),
      origin,
    };
  if (field.type === 'truth')
    return {
      type: 'truth',
      read: (view, item) => truth(holder(view, item)?.[key] as boolean | undefined),
      origin,
      span: { start: span.start, end: span.end },
      reason: { shape: 'claim' },
    };
  return {
    type: field.type,
    read: (view, item) => holder(view, item)?.[key] as string | undefined,
    values: field.type === 'text' ? field.values : undefined,
    origin,
  };
}

function known(fields: Fields, name: string, span: Span): Field {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field) return field;
  throw new ExpressionError(`there is no ${name} among ${Object.keys(fields).join(', ')}`, span.start);
}

export function compileFigure(
  syntax: { yearsBack: number; field: string } & Span,
  { slots }: Pick<Scope, 'slots'>,
): NumberCode {
  const { yearsBack, field } = syntax;
  const origin: Origin = { ...NOWHERE, yearsBack: [yearsBack] };
  const holder: Holder = (view) => view.annualFacts[yearsBack] as Record<string, unknown> | undefined;
  const code = read(known(FIGURES, field, syntax), holder, origin, syntax) as NumberCode;
  return kept(code, `facts[Y-${yearsBack}].${field}`, slots);
}

function points(name: string, scope: Scope, span: Span): Code {
  const place = scope.score?.get(name);
  if (place === undefined) throw new ExpressionError(`no points are given for ${name}`, span.start);
  return {
    type: 'range',
    unit: 'points',
    low: (view) => view.score.low[place] ?? 0,
    high: (view) => view.score.high[place] ?? 0,
    origin: { ...NOWHERE, isLocal: true },
  };
}

/** `applyDate`, `profile.…`, `score.…`, and inside a predicate the members of the item. */
export function compileName(syntax: SyntaxOf<'name'> & Span, scope: Scope): Code {
  const { owner, name } = syntax;
  if (owner === undefined && name === 'applyDate')
    return { type: 'date', read: (view) => view.applyDate, origin: NOWHERE };
  if (owner === 'score') return points(name, scope, syntax);
  if (owner === 'profile') {
    const holder: Holder = (view) => view.sheet.profile as unknown as Record<string, unknown>;
    return read(known(PROFILE, name, syntax), holder, { ...NOWHERE, profile: true }, syntax);
  }
  if (owner === undefined && scope.list) {
    const holder: Holder = (_view, item) => item as Record<string, unknown>;
    return read(known(LISTS[scope.list], name, syntax), holder, { ...NOWHERE, isLocal: true }, syntax);
  }
  throw new ExpressionError(`there is nothing named ${owner ? `${owner}.` : ''}${name} here`, syntax.start);
}
