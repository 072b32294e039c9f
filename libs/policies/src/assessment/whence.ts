import type { Origin } from '../language/code.js';
import type { FactView } from '../language/fact-view.js';
import type { Slots } from '../language/scope.js';
import { FACT_SOURCES, type FactSource } from '../sourced.js';

/** The fiscal years a value was taken from, and who says so. */
export interface Whence {
  period: string | undefined;
  sources: readonly FactSource[];
}

const SORTED_SOURCES = [...FACT_SOURCES].sort();
const BITS = new Map(SORTED_SOURCES.map((source, at) => [source, 2 ** at]));
const SETS_OF_SOURCES = Array.from({ length: 2 ** SORTED_SOURCES.length }, (_, bits) =>
  SORTED_SOURCES.filter((_source, at) => bits & (2 ** at)),
);
/** A title is known by the bureau itself. */
const SOURCE_OF_TITLES: FactSource = 'BUREAU';

function bitOf(source: FactSource): number {
  return BITS.get(source) ?? 0;
}

function sourceBits(view: FactView, { yearsBack, lists, profile }: Origin): number {
  let bits = profile ? bitOf(view.sheet.profile.source) : 0;
  for (const years of yearsBack) {
    const facts = view.annualFacts[years];
    if (facts) bits |= bitOf(facts.source);
  }
  for (const list of lists)
    for (const item of view.sheet[list] ?? [])
      bits |= bitOf('source' in item ? item.source : SOURCE_OF_TITLES);
  return bits;
}

function periodOf([first, ...later]: readonly number[], year: number): string | undefined {
  if (first === undefined) return undefined;
  const last = later.at(-1) ?? first;
  return first === last ? String(year - first) : `${year - first}–${year - last}`;
}

/** Asks a view where the facts of `origin` come from. Enterprises with the same years and sources get the same object. */
export function whenceOf(origin: Origin, slots: Slots): (view: FactView) => Whence {
  const { yearsBack, lists, profile } = origin;
  const ofYears = new Map<number, Whence[]>();
  const work = (view: FactView) => {
    const bits = sourceBits(view, origin);
    let ofYear = ofYears.get(view.year);
    if (!ofYear) ofYears.set(view.year, (ofYear = []));
    return (ofYear[bits] ??= {
      period: periodOf(yearsBack, view.year),
      sources: SETS_OF_SOURCES[bits] ?? [],
    });
  };
  const slot = slots.placeOf(`sources of ${JSON.stringify([yearsBack, lists, profile])}`);
  return (view) => view.once(slot, work);
}
