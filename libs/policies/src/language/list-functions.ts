import { add, compare, type Exact } from '../exact/exact.js';
import { NOWHERE, type NumberCode, type Origin, type Read, type TruthCode } from './code.js';
import type { FactView } from './fact-view.js';
import type { Arguments, FunctionRule } from './function-rule.js';
import type { Scope } from './scope.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth.js';
import type { ListName } from './vocabulary.js';

const ALL: Read<Truth> = () => TRUE;

const from = (list: ListName): Origin => ({ ...NOWHERE, lists: [list] });

interface Bounds {
  sure: number;
  possible: number;
}

function boundsOf(view: FactView, list: ListName, holds: Read<Truth>): Bounds {
  const items = view.sheet[list];
  if (!items) return { sure: 0, possible: Infinity };
  let sure = 0;
  let possible = 0;
  for (const item of items) {
    const found = holds(view, item);
    if (found === TRUE) sure += 1;
    if (found !== FALSE) possible += 1;
  }
  return { sure, possible };
}

/** The predicate at `index`, or every item where none is written. */
function predicate(args: Arguments, index: number, list: ListName): Read<Truth> {
  return args.count > index ? args.predicate(index, list).read : ALL;
}

function count(args: Arguments, { slots, question }: Scope & { question: string }) {
  args.expect(1, 2);
  const list = args.list(0);
  const holds = predicate(args, 1, list);
  const slot = slots.placeOf(`bounds of ${question}`);
  const bounds = (view: FactView) => view.once(slot, () => boundsOf(view, list, holds));
  return {
    type: 'range',
    unit: 'count',
    question,
    low: (view: FactView) => bounds(view).sure,
    high: (view: FactView) => bounds(view).possible,
    origin: from(list),
  } as const;
}

function any(args: Arguments): TruthCode {
  args.expect(2);
  const list = args.list(0);
  const holds = args.predicate(1, list).read;
  return {
    type: 'truth',
    origin: from(list),
    span: args.syntax,
    reason: { shape: 'claim' },
    read: (view) => {
      const { sure, possible } = boundsOf(view, list, holds);
      if (sure > 0) return TRUE;
      return possible > 0 ? UNKNOWN : FALSE;
    },
  };
}

/** A number of the items that hold, folded; unknown as soon as an item may hold or its number is unknown. */
function folded(args: Arguments, start: Exact | undefined, fold: (a: Exact, b: Exact) => Exact): NumberCode {
  args.expect(2, 3);
  const list = args.list(0);
  const number = args.numberOf(1, list);
  const holds = predicate(args, 2, list);
  return {
    type: 'number',
    unit: number.unit,
    origin: from(list),
    read: (view) => {
      let result = start;
      for (const item of view.sheet[list] ?? [undefined]) {
        const found = item === undefined ? UNKNOWN : holds(view, item);
        if (found === FALSE) continue;
        const value = found === TRUE ? number.read(view, item) : undefined;
        if (value === undefined) return undefined;
        result = result === undefined ? value : fold(result, value);
      }
      return result;
    },
  };
}

export const LIST_FUNCTIONS: readonly FunctionRule[] = [
  {
    name: 'count',
    usage: 'count(list, predicate)',
    says: 'How many items hold. A comparison is decided as soon as the items that surely hold, or surely may, decide it.',
    compile: count,
  },
  {
    name: 'any',
    usage: 'any(list, predicate)',
    says: 'Whether at least one item holds.',
    compile: any,
  },
  {
    name: 'sumOf',
    usage: 'sumOf(list, number, predicate)',
    says: 'A number of the items that hold, added up; zero where there is none.',
    compile: (args) => folded(args, 0, add),
  },
  {
    name: 'highest',
    usage: 'highest(list, number, predicate)',
    says: 'The largest number among the items that hold; unknown where there is none.',
    compile: (args) => folded(args, undefined, (a, b) => (compare(a, b) >= 0 ? a : b)),
  },
  {
    name: 'lowest',
    usage: 'lowest(list, number, predicate)',
    says: 'The smallest number among the items that hold; unknown where there is none.',
    compile: (args) => folded(args, undefined, (a, b) => (compare(a, b) <= 0 ? a : b)),
  },
];
