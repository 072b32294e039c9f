import { floor } from '../exact/exact.js';
import { compileCondition, compileExpression } from '../language/compile-expression.js';
import type { FactView } from '../language/fact-view.js';
import { asNumber } from '../language/number-code.js';
import type { Scope } from '../language/scope.js';
import { FALSE, TRUE } from '../language/truth.js';
import type { Origin } from './file-defects.js';
import { compileLadder } from './ladder.js';
import type { IndicatorDocument } from './policy-document.js';
import type { Indicator, Ladder, Points } from './score-card.js';

type Scoring = Pick<Indicator, 'points' | 'ladder' | 'options'>;
type DocumentOf<By extends IndicatorDocument['by']> = Extract<IndicatorDocument, { by: By }>;
type Compiling = { scope: Omit<Scope, 'text'>; at<T>(pointer: string, work: () => T): T | undefined };

const NOTHING: Points = { low: 0, high: 0 };

/** The first case that holds gives the points; one that may hold leaves them between its own and those of what follows. */
function compileCases(
  cases: readonly { when: string; points: Points }[],
  otherwise: Points,
  { scope, at }: Compiling,
): (view: FactView) => Points {
  const conditions = cases.map(({ when, points }, index) => {
    const code = at(`/cases/${index}/when`, () => compileCondition(when, scope));
    return { holds: code?.read, points };
  });
  return (view) => {
    let low = Infinity;
    let high = -Infinity;
    for (const { holds, points } of conditions) {
      const found = holds?.(view, undefined);
      if (found === FALSE) continue;
      if (found === TRUE && high === -Infinity) return points;
      low = Math.min(low, points.low);
      high = Math.max(high, points.high);
      if (found === TRUE) return { low, high };
    }
    if (high === -Infinity) return otherwise;
    return { low: Math.min(low, otherwise.low), high: Math.max(high, otherwise.high) };
  };
}

function bestOf(ladders: readonly Ladder[], isFree: boolean): (view: FactView) => Points {
  return (view) => {
    const found = ladders.map(({ points }) => points(view));
    const lows = found.map(({ low }) => low);
    const high = Math.max(...found.map((points) => points.high));
    return { low: isFree ? Math.min(...lows) : Math.max(...lows), high };
  };
}

function compileOptions(document: DocumentOf<'options'>, { scope, at }: Compiling): Scoring {
  const options = new Map<string, Ladder>();
  document.options.forEach(({ id, value, bands }, index) => {
    const ladder = at(`/options/${index}`, () => compileLadder(value, bands, scope));
    if (ladder) options.set(id, ladder);
  });
  const ladders = [...options.values()];
  if (document.choose === 'best') return { points: bestOf(ladders, false) };
  const undecided = bestOf(ladders, true);
  return {
    options,
    points: (view, option) => {
      const chosen = option === undefined ? undefined : options.get(option);
      return chosen ? chosen.points(view) : undecided(view);
    },
  };
}

function compileItems({ items, max }: DocumentOf<'items'>, { scope, at }: Compiling): Scoring {
  const conditions = items.map(({ when, points }, index) => {
    const code = at(`/items/${index}/when`, () => compileCondition(when, scope));
    return { holds: code?.read, points };
  });
  return {
    points: (view) => {
      let low = 0;
      let high = 0;
      for (const { holds, points } of conditions) {
        const found = holds?.(view, undefined);
        if (found === TRUE) low += points;
        if (found !== FALSE) high += points;
      }
      return { low: Math.min(low, max), high: Math.min(high, max) };
    },
  };
}

function compilePoints({ points: text, max }: DocumentOf<'points'>, { scope, at }: Compiling): Scoring {
  const span = { start: 0, end: text.length };
  const code = at('/points', () => asNumber(compileExpression(text, scope), span));
  return {
    points: (view) => {
      const value = code?.read(view, undefined);
      if (value === undefined) return { low: 0, high: max };
      const points = Math.min(Math.max(Number(floor(value)), 0), max);
      return { low: points, high: points };
    },
  };
}

const fixed = (points: number): Points => ({ low: points, high: points });
const range = ([low, high]: readonly [number, number]): Points => ({ low, high });

function scoringOf(document: IndicatorDocument, compiling: Compiling): Scoring {
  switch (document.by) {
    case 'bands': {
      const ladder = compiling.at('', () => compileLadder(document.value, document.bands, compiling.scope));
      return { ladder, points: (view) => ladder?.points(view) ?? NOTHING };
    }
    case 'cases': {
      const cases = document.cases.map(({ when, points }) => ({ when, points: fixed(points) }));
      return { points: compileCases(cases, fixed(document.else), compiling) };
    }
    case 'marks': {
      const cases = document.cases.map(({ when, marks }) => ({ when, points: range(marks) }));
      return { points: compileCases(cases, range(document.else), compiling) };
    }
    case 'options':
      return compileOptions(document, compiling);
    case 'items':
      return compileItems(document, compiling);
    case 'points':
      return compilePoints(document, compiling);
  }
}

export function compileIndicator(
  document: IndicatorDocument,
  origin: Origin,
  compiling: Compiling,
): Indicator {
  const { id, label, max } = document;
  return {
    id,
    label,
    max,
    confidence: document.confidence ?? origin.confidence,
    sources: document.sources ?? origin.sources,
    isMarked: document.by === 'marks',
    ...scoringOf(document, compiling),
  };
}

/** The most points that the steps, cases or items of an indicator can give. */
export function mostPoints(document: IndicatorDocument): number {
  const most = (bands: readonly ({ points: number } | { else: number })[]) =>
    Math.max(...bands.map((band) => ('else' in band ? band.else : band.points)));
  switch (document.by) {
    case 'bands':
      return most(document.bands);
    case 'options':
      return Math.max(...document.options.map(({ bands }) => most(bands)));
    case 'cases':
      return Math.max(document.else, ...document.cases.map(({ points }) => points));
    case 'marks':
      return Math.max(document.else[1], ...document.cases.map(({ marks }) => marks[1]));
    case 'items':
      return Math.min(
        document.max,
        document.items.reduce((sum, { points }) => sum + points, 0),
      );
    case 'points':
      return document.max;
  }
}
