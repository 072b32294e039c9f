import type { ActualValue, Confidence, Words } from '../assessment-result.js';
import type { Exact } from '../exact/exact.js';
import type { Comparable } from '../language/code.js';
import type { FactView } from '../language/fact-view.js';

/** Points between two bounds, which are equal once they are known. */
export interface Points {
  low: number;
  high: number;
}

/** A step of an indicator: the points of the first step whose bound is reached. */
export interface Step {
  sign: '>=' | '>' | '<=' | '<';
  bound: Exact;
  points: number;
}

/** A value and the steps it is laid against; `otherwise` is for what reaches none. */
export interface Ladder {
  value: Comparable;
  steps: readonly Step[];
  otherwise: number;
  points(view: FactView): Points;
  /** The value for a reader, while it is known. */
  actual(view: FactView): ActualValue | undefined;
}

export interface Indicator {
  id: string;
  label: Words;
  max: number;
  confidence: Confidence;
  sources: readonly string[];
  /** `option` is what the enterprise chose, where it chooses; without a choice the points lie between those of all options. */
  points(view: FactView, option?: string): Points;
  ladder?: Ladder;
  /** The options an enterprise chooses from. */
  options?: ReadonlyMap<string, Ladder>;
  /** Whether experts give marks, within what the facts allow. */
  isMarked: boolean;
}

export interface Block {
  id: string;
  label: Words;
  max: number;
  indicators: readonly Indicator[];
}

/** Places in the bounds: 0 is the total, then come the blocks and the indicators in the order of the file. */
export interface ScoreCard {
  max: number;
  blocks: readonly Block[];
  places: ReadonlyMap<string, number>;
  /** The indicators that leave the enterprise a choice. */
  choosing: readonly Indicator[];
}

export const TOTAL_PLACE = 0;
