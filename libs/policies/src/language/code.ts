import type { Exact } from '../exact/exact.js';
import type { GrowthRoot } from '../exact/growth-root.js';
import type { FactView } from './fact-view.js';
import type { ComparisonSign, Span } from './syntax.js';
import type { Truth } from './truth.js';
import type { Unit } from './unit.js';
import type { ListName } from './vocabulary.js';

/** A compiled part of an expression: asks the facts, and the item of a list inside a predicate. */
export type Read<T> = (view: FactView, item: unknown) => T;

/** Which facts were looked at, for the period and the sources of a finding. */
export interface Origin {
  yearsBack: readonly number[];
  lists: readonly ListName[];
  profile: boolean;
  /** Depends on the item of a predicate or on the points of one policy, so it cannot be kept for others. */
  isLocal: boolean;
}

export const NOWHERE: Origin = { yearsBack: [], lists: [], profile: false, isLocal: false };

export function originOf(...origins: readonly Origin[]): Origin {
  return {
    yearsBack: [...new Set(origins.flatMap(({ yearsBack }) => yearsBack))].sort((a, b) => b - a),
    lists: [...new Set(origins.flatMap(({ lists }) => lists))],
    profile: origins.some(({ profile }) => profile),
    isLocal: origins.some(({ isLocal }) => isLocal),
  };
}

interface Asked {
  /** What it asks, where its answer is kept for everybody who asks the same. */
  question?: string;
}

export interface NumberCode extends Asked {
  type: 'number';
  unit: Unit;
  read: Read<Exact | undefined>;
  origin: Origin;
  /** The value, where it is written in the policy. */
  constant?: Exact;
  /** The parts of a ratio, to say how much its numerator lacks. */
  ratio?: { num: NumberCode; den: NumberCode };
}

/** A whole number of which only the bounds may be known: how many items of a list hold, how many points there are. */
export interface RangeCode extends Asked {
  type: 'range';
  unit: 'count' | 'points';
  low: Read<number>;
  high: Read<number>;
  origin: Origin;
}

/** A compound yearly rate, which can only be compared. */
export interface GrowthCode extends Asked {
  type: 'growth';
  read: Read<GrowthRoot | undefined>;
  origin: Origin;
}

export interface TextCode extends Asked {
  type: 'text' | 'date';
  read: Read<string | undefined>;
  values?: readonly string[];
  constant?: string;
  origin: Origin;
}

export type Comparable = NumberCode | RangeCode | GrowthCode | TextCode;

/** How a truth comes about, kept so that it can be explained. */
export type Shape =
  | { shape: 'all' | 'any'; parts: readonly TruthCode[] }
  | { shape: 'comparison'; sign: ComparisonSign; left: Comparable; right: Comparable }
  | { shape: 'claim' };

export interface TruthCode {
  type: 'truth';
  read: Read<Truth>;
  origin: Origin;
  span: Span;
  reason: Shape;
}

export type Code = NumberCode | RangeCode | GrowthCode | TextCode | TruthCode;
