import type { LocalDate } from '@gusu/values';
import type { AnnualFacts } from '../annual-facts.js';
import type { FactSheet } from '../fact-sheet.js';

const YEARS_SEEN = 10;
const EMPTY = Symbol('not asked yet');

/** The points of the policy at hand, by the place of a block or indicator: at least `low`, at most `high`. */
export interface ScoreBounds {
  low: number[];
  high: number[];
}

/**
 * A fact sheet as the policies of one day see it. What several of them ask for is worked out once and kept in a slot:
 * eleven programmes ask for the same research ratio.
 */
export class FactView {
  /** The calendar year of the application; `facts[Y-1]` is the year before. */
  readonly year: number;
  readonly annualFacts: (AnnualFacts | undefined)[] = new Array<AnnualFacts | undefined>(YEARS_SEEN);
  readonly establishedYear: number;
  score: ScoreBounds = { low: [], high: [] };
  private readonly slots: unknown[];

  constructor(
    readonly sheet: FactSheet,
    readonly applyDate: LocalDate,
    slotCount: number,
  ) {
    this.year = Number(applyDate.slice(0, 4));
    this.establishedYear = Number(sheet.profile.establishedOn.slice(0, 4));
    this.slots = new Array<unknown>(slotCount).fill(EMPTY);
    for (const facts of sheet.annualFacts) {
      const yearsBack = this.year - facts.fiscalYear;
      if (yearsBack < 0 || yearsBack >= YEARS_SEEN) continue;
      const known = this.annualFacts[yearsBack];
      if (!known || known.version < facts.version) this.annualFacts[yearsBack] = facts;
    }
  }

  /** Whether the enterprise existed in the fiscal year: an earlier one has no figures, rather than unknown ones. */
  existed(yearsBack: number): boolean {
    return this.year - yearsBack >= this.establishedYear;
  }

  /** What `work` gave the first time, for everybody who asks with the same slot. */
  once<T>(slot: number, work: (view: FactView) => T): T {
    const known = this.slots[slot];
    if (known !== EMPTY) return known as T;
    const found = work(this);
    this.slots[slot] = found;
    return found;
  }
}
