import type { Policy } from '../file/policy.js';
import type { Block, Indicator, Points } from '../file/score-card.js';
import type { FactView } from '../language/fact-view.js';

/** The marks of one expert, by indicator, in whole points. */
export type Marks = Readonly<Record<string, number>>;
export type Panel = readonly Marks[];

export interface MarkDefect {
  indicator: string;
  code: 'OUT_OF_BAND' | 'MARK_MISSING' | 'MARK_UNKNOWN' | 'MARK_NOT_WHOLE';
  /** What the facts allow. */
  allowed?: Points;
}

function markedIndicators({ score }: Policy): Indicator[] {
  return (score?.blocks ?? []).flatMap(({ indicators }) => indicators.filter(({ isMarked }) => isMarked));
}

/** The marks that the facts allow an expert to give (cultivation-talent.md §3): no 8 for the number of rights with only II类. */
export function markBands(policy: Policy, view: FactView): ReadonlyMap<string, Points> {
  return new Map(markedIndicators(policy).map(({ id, points }) => [id, points(view)]));
}

/** Everything that is wrong with the marks of one expert, at once. */
export function checkMarks(policy: Policy, view: FactView, marks: Marks): MarkDefect[] {
  const bands = markBands(policy, view);
  const defects: MarkDefect[] = [];
  for (const [indicator, allowed] of bands) {
    const mark = marks[indicator];
    if (mark === undefined) defects.push({ indicator, code: 'MARK_MISSING', allowed });
    else if (!Number.isInteger(mark)) defects.push({ indicator, code: 'MARK_NOT_WHOLE', allowed });
    else if (mark < allowed.low || mark > allowed.high)
      defects.push({ indicator, code: 'OUT_OF_BAND', allowed });
  }
  for (const indicator of Object.keys(marks))
    if (!bands.has(indicator)) defects.push({ indicator, code: 'MARK_UNKNOWN' });
  return defects;
}

function blockTotal({ max, indicators }: Block, marks: Marks): number {
  const sum = indicators.reduce((total, { id }) => total + (marks[id] ?? 0), 0);
  return Math.min(sum, max);
}

/** The points of one expert: each block is capped on its own. */
export function marksTotal({ score }: Policy, marks: Marks): number {
  return (score?.blocks ?? []).reduce((total, block) => total + blockTotal(block, marks), 0);
}

/** The arithmetic mean of the experts' totals, down to a whole point: a mean of 70.8 is 70 (cultivation-talent.md §3). */
export function panelTotal(policy: Policy, panel: Panel): number {
  const sum = panel.reduce((total, marks) => total + marksTotal(policy, marks), 0);
  return panel.length === 0 ? 0 : Math.floor(sum / panel.length);
}
