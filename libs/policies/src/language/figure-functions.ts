import { add, divide, type Exact, Fraction, isZero, numerator, subtract } from '../exact/exact.js';
import { GrowthRoot } from '../exact/growth-root.js';
import { NOWHERE, type NumberCode, originOf } from './code.js';
import type { FactView } from './fact-view.js';
import type { Arguments, FunctionRule } from './function-rule.js';
import { compileFigure } from './name.js';
import { ratioOf } from './number-code.js';
import type { Scope } from './scope.js';
import type { Unit } from './unit.js';

/** The figure in each of the years `from` to `to` before that of the application, the latest first. */
function figures(args: Arguments, scope: Scope, from: number, to: number): NumberCode[] {
  const named = args.figure(0);
  return Array.from({ length: to - from + 1 }, (_, index) =>
    compileFigure({ ...named, yearsBack: from + index }, scope),
  );
}

/** The values of the years in which the enterprise existed; undefined when one of them is unknown, or there is none. */
function valuesOf(view: FactView, years: readonly NumberCode[]): Exact[] | undefined {
  const values: Exact[] = [];
  for (const [index, year] of years.entries()) {
    if (!view.existed(index + 1)) break;
    const value = year.read(view, undefined);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values.length > 0 ? values : undefined;
}

const total = (values: readonly Exact[]) => values.reduce(add, 0);

/** `later / earlier − 1`; unknown unless the earlier value is above zero. */
function rate(later: Exact | undefined, earlier: Exact | undefined): Exact | undefined {
  if (later === undefined || earlier === undefined || numerator(earlier) <= 0) return undefined;
  const quotient = divide(later, earlier);
  return quotient === undefined ? undefined : subtract(quotient, 1);
}

function mean(values: readonly Exact[]): Exact | undefined {
  return divide(total(values), values.length);
}

interface Folded {
  years: number;
  first?: number;
  unit?: Unit;
  fold(view: FactView, years: readonly NumberCode[]): Exact | undefined;
}

/** A number worked out from one figure of several years. */
function over(args: Arguments, scope: Scope, { years, first = 1, unit, fold }: Folded): NumberCode {
  const codes = figures(args, scope, first, first + years - 1);
  return {
    type: 'number',
    unit: unit ?? codes[0]?.unit ?? 'plain',
    origin: originOf(...codes.map(({ origin }) => origin)),
    read: (view) => fold(view, codes),
  };
}

function meanRate(view: FactView, years: readonly NumberCode[]): Exact | undefined {
  const rates: Exact[] = [];
  for (let index = 0; index + 1 < years.length; index += 1) {
    const found = rate(years[index]?.read(view, undefined), years[index + 1]?.read(view, undefined));
    if (found === undefined) return undefined;
    rates.push(found);
  }
  return mean(rates);
}

/**
 * The growth that the innovation score of a high-tech enterprise asks for (cultivation-talent.md §3): `½(y2/y1 + y3/y2) − 1`, over the last two
 * years where the first is zero or before the enterprise existed, and 0 where the second is.
 */
function scoredGrowth(view: FactView, years: readonly NumberCode[]): Exact | undefined {
  const [y3, y2, y1] = years.map((year, index) => (view.existed(index + 1) ? year.read(view, undefined) : 0));
  if (y2 === undefined || y3 === undefined) return undefined;
  if (isZero(y2)) return 0;
  const last = rate(y3, y2);
  if (y1 === undefined || last === undefined || isZero(y1)) return y1 === undefined ? undefined : last;
  const first = rate(y2, y1);
  return first === undefined ? undefined : mean([first, last]);
}

function compound(view: FactView, years: readonly NumberCode[]): GrowthRoot | undefined {
  const last = years[0]?.read(view, undefined);
  const first = years[years.length - 1]?.read(view, undefined);
  if (last === undefined || first === undefined) return undefined;
  if (last instanceof Fraction || first instanceof Fraction || last < 0 || first <= 0) return undefined;
  return new GrowthRoot(last, first, years.length - 1);
}

export const FIGURE_FUNCTIONS: readonly FunctionRule[] = [
  {
    name: 'sum',
    usage: 'sum(figure, years)',
    says: 'The figure added up over the last fiscal years before the application, or as many as the enterprise has existed.',
    compile(args, scope) {
      args.expect(2);
      const fold: Folded['fold'] = (view, years) => {
        const values = valuesOf(view, years);
        return values ? total(values) : undefined;
      };
      return over(args, scope, { years: args.years(1), fold });
    },
  },
  {
    name: 'average',
    usage: 'average(figure, years)',
    says: 'The mean of the figure over the last fiscal years, or as many as the enterprise has existed.',
    compile(args, scope) {
      args.expect(2);
      const fold: Folded['fold'] = (view, years) => {
        const values = valuesOf(view, years);
        return values ? mean(values) : undefined;
      };
      return over(args, scope, { years: args.years(1), fold });
    },
  },
  {
    name: 'averageRatio',
    usage: 'averageRatio(part, whole, years)',
    says: 'The mean of the yearly ratios of two figures over the last fiscal years, or as many as the enterprise has existed.',
    compile(args, scope) {
      args.expect(3);
      const [part, whole] = [args.figure(0), args.figure(1)];
      const ratios = Array.from({ length: args.years(2) }, (_, index) =>
        ratioOf(
          compileFigure({ ...part, yearsBack: index + 1 }, scope),
          compileFigure({ ...whole, yearsBack: index + 1 }, scope),
          args.syntax,
        ),
      );
      return {
        type: 'number',
        unit: 'ratio',
        origin: originOf(NOWHERE, ...ratios.map(({ origin }) => origin)),
        read: (view) => {
          const values = valuesOf(view, ratios);
          return values ? mean(values) : undefined;
        },
      };
    },
  },
  {
    name: 'growth',
    usage: 'growth(figure)',
    says: 'The last fiscal year against the one before, less one. Unknown unless the earlier figure is above zero.',
    compile(args, scope) {
      args.expect(1);
      return over(args, scope, { years: 2, unit: 'ratio', fold: meanRate });
    },
  },
  {
    name: 'averageGrowth',
    usage: 'averageGrowth(figure, years)',
    says: 'The arithmetic mean (平均增长率) of the yearly rates of the last fiscal years.',
    compile(args, scope) {
      args.expect(2);
      return over(args, scope, { years: args.years(1) + 1, unit: 'ratio', fold: meanRate });
    },
  },
  {
    name: 'scoredGrowth',
    usage: 'scoredGrowth(figure)',
    says: 'The growth of the innovation score of a high-tech enterprise: ½(y2/y1 + y3/y2) − 1.',
    compile(args, scope) {
      args.expect(1);
      return over(args, scope, { years: 3, unit: 'ratio', fold: scoredGrowth });
    },
  },
  {
    name: 'cagr',
    usage: 'cagr(figure, years)',
    says: 'The compound yearly rate (复合增长率) over so many years. It can only be compared, and is compared by powers.',
    compile(args, scope) {
      args.expect(2);
      const codes = figures(args, scope, 1, args.years(1) + 1);
      if (codes.length < 2) throw args.wrong('a compound rate needs at least one year');
      return {
        type: 'growth',
        origin: originOf(...codes.map(({ origin }) => origin)),
        read: (view) => compound(view, codes),
      };
    },
  },
];
