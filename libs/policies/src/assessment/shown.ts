import type { ActualValue, ShownValue } from '../assessment-result.js';
import { denominator, type Exact, Fraction, multiplyIntegers, numerator, reduce } from '../exact/exact.js';
import { exactText, growthToDecimal, toDecimal, toDecimalUp, withPoint } from '../exact/decimal.js';
import { GrowthRoot } from '../exact/growth-root.js';
import type { Comparable } from '../language/code.js';
import type { FactView } from '../language/fact-view.js';
import type { Slots } from '../language/scope.js';
import { type Unit, UNIT_WORDS } from '../language/unit.js';
import { whenceOf } from './whence.js';

const FEN_PER_WAN_YUAN = 1_000_000;
/** The last decimal of 万元 that is shown is one yuan. */
const FEN_PER_YUAN = 100;

/** Money is shown in 万元 and exact in fen. */
function inShownUnit(value: Exact, unit: Unit): Exact {
  if (unit !== 'money') return value;
  return new Fraction(numerator(value), multiplyIntegers(denominator(value), FEN_PER_WAN_YUAN));
}

export function shown(value: Exact, unit: Unit): ShownValue {
  const reduced = reduce(value);
  return { value: decimalOf(reduced, unit), unit: UNIT_WORDS[unit], exact: exactText(reduced) };
}

// Most values are whole fen or whole persons, which need no fraction to be shown. Half a yuan is never added: it would lift the greatest exact numbers
// over what a double holds.
function decimalOf(value: Exact, unit: Unit): string {
  if (typeof value !== 'number') return toDecimal(inShownUnit(value, unit));
  if (unit !== 'money') return `${value}.0000`;
  const fen = Math.abs(value) % FEN_PER_YUAN;
  const yuan = (Math.abs(value) - fen) / FEN_PER_YUAN + (fen < FEN_PER_YUAN / 2 ? 0 : 1);
  return withPoint(value < 0 ? -yuan : yuan);
}

/** What is missing, rounded up: it never reads as nothing. */
export function shownGap(value: Exact, unit: Unit): ShownValue {
  const reduced = reduce(value);
  return { value: gapDecimal(reduced, unit), unit: UNIT_WORDS[unit], exact: exactText(reduced) };
}

function gapDecimal(value: Exact, unit: Unit): string {
  if (typeof value !== 'number') return toDecimalUp(inShownUnit(value, unit));
  return unit === 'money' ? withPoint(Math.ceil(value / FEN_PER_YUAN)) : `${value}.0000`;
}

/** The value of either side of a comparison, as far as it is known. */
export function valueOf(code: Comparable, view: FactView): Exact | GrowthRoot | string | undefined {
  if (code.type !== 'range') return code.read(view, undefined);
  const low = code.low(view, undefined);
  return low === code.high(view, undefined) ? low : undefined;
}

export function unitOf(code: Comparable): Unit {
  if (code.type === 'number' || code.type === 'range') return code.unit;
  return code.type === 'growth' ? 'ratio' : 'plain';
}

export function shownValue(code: Comparable, view: FactView): ShownValue | undefined {
  const value = valueOf(code, view);
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { value, unit: '', exact: value };
  if (value instanceof GrowthRoot)
    return {
      value: growthToDecimal(value),
      unit: UNIT_WORDS.ratio,
      exact: `(${value.last}/${value.first})^(1/${value.years})-1`,
    };
  return shown(value, unitOf(code));
}

/**
 * Asks a view for a value with the years and sources it was taken from; undefined while it is not known. What several policies show of one
 * answer is written once.
 */
export function actualOf(code: Comparable, slots: Slots): (view: FactView) => ActualValue | undefined {
  const whence = whenceOf(code.origin, slots);
  const written = (view: FactView): ActualValue | undefined => {
    const found = shownValue(code, view);
    if (!found) return undefined;
    const { period, sources } = whence(view);
    return { value: found.value, unit: found.unit, exact: found.exact, period, sources };
  };
  if (code.question === undefined) return written;
  const slot = slots.placeOf(`${code.question} as shown`);
  return (view) => view.once(slot, written);
}
