import type { ActualValue, ShownValue } from '../assessment-result.js';
import { denominator, type Exact, Fraction, multiplyIntegers, numerator } from '../exact/exact.js';
import { exactText, growthToDecimal, toDecimal, toDecimalUp, withPoint } from '../exact/decimal.js';
import { GrowthRoot } from '../exact/growth-root.js';
import type { Comparable, Origin } from '../language/code.js';
import type { FactView } from '../language/fact-view.js';
import { type Unit, UNIT_WORDS } from '../language/unit.js';
import type { FactSource } from '../sourced.js';

const FEN_PER_WAN_YUAN = 1_000_000;
/** The last decimal of 万元 that is shown is one yuan. */
const FEN_PER_YUAN = 100;

/** Money is shown in 万元 and exact in fen. */
function inShownUnit(value: Exact, unit: Unit): Exact {
  if (unit !== 'money') return value;
  return new Fraction(numerator(value), multiplyIntegers(denominator(value), FEN_PER_WAN_YUAN));
}

export function shown(value: Exact, unit: Unit): ShownValue {
  return { value: decimalOf(value, unit), unit: UNIT_WORDS[unit], exact: exactText(value) };
}

// Most values are whole fen or whole persons, which need no fraction to be shown.
function decimalOf(value: Exact, unit: Unit): string {
  if (typeof value !== 'number') return toDecimal(inShownUnit(value, unit));
  if (unit !== 'money') return `${value}.0000`;
  const yuan = Math.floor((Math.abs(value) + FEN_PER_YUAN / 2) / FEN_PER_YUAN);
  return withPoint(value < 0 ? -yuan : yuan);
}

/** What is missing, rounded up: it never reads as nothing. */
export function shownGap(value: Exact, unit: Unit): ShownValue {
  return { value: toDecimalUp(inShownUnit(value, unit)), unit: UNIT_WORDS[unit], exact: exactText(value) };
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

function periodOf({ yearsBack }: Origin, view: FactView): string | undefined {
  const [first] = yearsBack;
  if (first === undefined) return undefined;
  const last = yearsBack[yearsBack.length - 1] ?? first;
  return first === last ? String(view.year - first) : `${view.year - first}–${view.year - last}`;
}

function sourcesOf({ yearsBack, lists, profile }: Origin, view: FactView): FactSource[] {
  const found: FactSource[] = [];
  const note = (source: FactSource) => {
    if (!found.includes(source)) found.push(source);
  };
  for (const years of yearsBack) {
    const facts = view.annualFacts[years];
    if (facts) note(facts.source);
  }
  if (profile) note(view.sheet.profile.source);
  for (const list of lists)
    for (const item of view.sheet[list] ?? []) note('source' in item ? item.source : 'BUREAU');
  return found.length > 1 ? found.sort() : found;
}

/** A value with the fiscal years and the sources that were looked at. */
export function withWhence({ value, unit, exact }: ShownValue, origin: Origin, view: FactView): ActualValue {
  return { value, unit, exact, period: periodOf(origin, view), sources: sourcesOf(origin, view) };
}

export function actualValue(code: Comparable, view: FactView): ActualValue | undefined {
  const value = shownValue(code, view);
  return value && withWhence(value, code.origin, view);
}
