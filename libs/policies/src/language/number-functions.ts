import { compare, type Exact, floor } from '../exact/exact.js';
import { type NumberCode, originOf } from './code.js';
import type { Arguments, FunctionRule } from './function-rule.js';
import { ratioOf } from './number-code.js';
import { type Unit, unitOfBoth } from './unit.js';

function commonUnit(args: Arguments, numbers: readonly NumberCode[]): Unit {
  let unit: Unit = 'plain';
  for (const number of numbers) {
    const both: Unit | undefined = unit === 'plain' ? number.unit : unitOfBoth(unit, number.unit);
    if (!both) throw args.wrong(`${unit} and ${number.unit} do not compare`);
    unit = both;
  }
  return unit;
}

function chosen(args: Arguments, isBetter: (a: Exact, b: Exact) => boolean): NumberCode {
  args.expect(2);
  const [a, b] = [args.number(0), args.number(1)];
  return {
    type: 'number',
    unit: commonUnit(args, [a, b]),
    origin: originOf(a.origin, b.origin),
    read: (view, item) => {
      const first = a.read(view, item);
      const second = b.read(view, item);
      if (first === undefined || second === undefined) return undefined;
      return isBetter(second, first) ? second : first;
    },
  };
}

/** `tier(x, 5000万元, 5%, 2亿元, 4%, 3%)`: each bound is included in its own step, the last value is for all above. */
function tier(args: Arguments): NumberCode {
  args.expect(4, 12);
  if (args.count % 2 !== 0)
    throw args.wrong('tier takes a number, pairs of bound and value, and the value above the last bound');
  const number = args.number(0);
  const steps = Array.from({ length: (args.count - 2) / 2 }, (_, index) => ({
    bound: args.number(1 + 2 * index),
    value: args.number(2 + 2 * index),
  }));
  const otherwise = args.number(args.count - 1);
  commonUnit(args, [number, ...steps.map(({ bound }) => bound)]);
  const bounds = steps.map(({ bound: { constant } }) => {
    if (constant === undefined) throw args.wrong('the bounds of tier are written in the policy');
    return constant;
  });
  if (bounds.some((bound, index) => index > 0 && compare(bounds[index - 1] ?? 0, bound) >= 0))
    throw args.wrong('the bounds of tier rise');
  return {
    type: 'number',
    unit: commonUnit(args, [otherwise, ...steps.map(({ value }) => value)]),
    origin: originOf(number.origin, otherwise.origin, ...steps.map(({ value }) => value.origin)),
    read: (view, item) => {
      const found = number.read(view, item);
      if (found === undefined) return undefined;
      const place = bounds.findIndex((bound) => compare(found, bound) <= 0);
      return (steps[place]?.value ?? otherwise).read(view, item);
    },
  };
}

export const NUMBER_FUNCTIONS: readonly FunctionRule[] = [
  {
    name: 'ratio',
    usage: 'ratio(part, whole)',
    says: 'The part of the whole, never rounded. Unknown when the whole is zero.',
    compile(args) {
      args.expect(2);
      return ratioOf(args.number(0), args.number(1), args.syntax);
    },
  },
  {
    name: 'min',
    usage: 'min(a, b)',
    says: 'The smaller of two numbers of one unit.',
    compile: (args) => chosen(args, (a, b) => compare(a, b) < 0),
  },
  {
    name: 'max',
    usage: 'max(a, b)',
    says: 'The larger of two numbers of one unit.',
    compile: (args) => chosen(args, (a, b) => compare(a, b) > 0),
  },
  {
    name: 'floor',
    usage: 'floor(number)',
    says: 'The largest whole number not above it.',
    compile(args) {
      args.expect(1);
      const { unit, read, origin } = args.number(0);
      return {
        type: 'number',
        unit,
        origin,
        read: (view, item) => {
          const value = read(view, item);
          return value === undefined ? undefined : floor(value);
        },
      };
    },
  },
  {
    name: 'tier',
    usage: 'tier(number, bound, value, …, value above)',
    says: 'The value of the first step whose bound is not below the number.',
    compile: tier,
  },
];
