import type { PositionChange, YearChange } from './covered-position.js';
import { WHOLE_POOL } from './covered-position.js';

type Total = Omit<PositionChange, 'years'>;
type YearTotal = YearChange & { poolCode: string; bankCode: string };

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

/**
 * The changes of many loans as one change of each pool as a whole and of each of its banks, in the order of their keys: who moves the same
 * positions takes them in the same order, so that two groups never wait for each other in a circle.
 */
export function totalsOf(changes: readonly PositionChange[]): { positions: Total[]; years: YearTotal[] } {
  const positions = new Map<string, Total>();
  const years = new Map<string, YearTotal>();
  for (const { years: ofYears, ...change } of changes)
    for (const bankCode of [WHOLE_POOL, change.bankCode]) {
      const key = `${change.poolCode} ${bankCode}`;
      positions.set(key, added(positions.get(key), { ...change, bankCode }));
      for (const one of ofYears) {
        const yearKey = `${key} ${one.year}`;
        years.set(yearKey, addedYear(years.get(yearKey), { ...one, poolCode: change.poolCode, bankCode }));
      }
    }
  return { positions: sorted(positions), years: sorted(years) };
}

function sorted<Value>(totals: ReadonlyMap<string, Value>): Value[] {
  return [...totals]
    .map(([key, value]) => ({ key, value }))
    .sort(byKey)
    .map(({ value }) => value);
}

function added(sum: Total | undefined, one: Total): Total {
  if (!sum) return one;
  return {
    ...one,
    heldFen: sum.heldFen + one.heldFen,
    coveredFen: sum.coveredFen + one.coveredFen,
    badFen: sum.badFen + one.badFen,
    unrecoveredFen: sum.unrecoveredFen + one.unrecoveredFen,
    filings: sum.filings + one.filings,
    loans: sum.loans + one.loans,
  };
}

function addedYear(sum: YearTotal | undefined, one: YearTotal): YearTotal {
  if (!sum) return one;
  return {
    ...one,
    enrolledFen: sum.enrolledFen + one.enrolledFen,
    drawnFen: sum.drawnFen + one.drawnFen,
    badFen: sum.badFen + one.badFen,
    loans: sum.loans + one.loans,
  };
}
