import type { SizeStandard } from '../file/size-standard.js';
import type { Code } from './code.js';
import type { FactView } from './fact-view.js';
import type { ListName } from './vocabulary.js';

/** Numbers the places where answers are kept: the same question gets the same place, whichever policy asks it. */
export class Slots {
  private readonly places = new Map<string, number>();

  get count(): number {
    return this.places.size;
  }

  placeOf(question: string): number {
    const known = this.places.get(question);
    if (known !== undefined) return known;
    this.places.set(question, this.places.size);
    return this.places.size - 1;
  }
}

/** What an expression may name where it stands. */
export interface Scope {
  text: string;
  slots: Slots;
  /** Inside a predicate: the list whose items it judges. */
  list?: ListName;
  /** Names of the blocks and indicators already scored, with their places. */
  score?: ReadonlyMap<string, number>;
  sizeStandard?: SizeStandard;
}

/** Keeps what `code` reads, unless it depends on an item or on the points of one policy. */
export function kept<Kept extends Code & { read: unknown }>(
  code: Kept,
  question: string,
  slots: Slots,
): Kept {
  if (code.origin.isLocal) return code;
  const slot = slots.placeOf(question);
  const read = code.read as (view: FactView, item: undefined) => unknown;
  const work = (view: FactView) => read(view, undefined);
  return { ...code, question, read: (view: FactView) => view.once(slot, work) };
}
