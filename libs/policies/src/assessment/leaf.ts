import type { ShownValue } from '../assessment-result.js';
import type { TruthCode } from '../language/code.js';
import { shown, unitOf } from './shown.js';

/** One comparison or claim inside a condition, with its words. */
export interface Leaf {
  text: string;
  code: TruthCode;
  /** What is asked, where it is written in the policy: the same for every enterprise. */
  threshold?: ShownValue;
}

function writtenThreshold({ reason }: TruthCode): ShownValue | undefined {
  if (reason.shape !== 'comparison' || reason.right.type !== 'number') return undefined;
  const { constant } = reason.right;
  // A bare number counts what it is compared with.
  const unit = reason.right.unit === 'plain' ? unitOf(reason.left) : reason.right.unit;
  return constant === undefined ? undefined : shown(constant, unit);
}

/** Every comparison and claim of a condition, in the order of its text. */
export function leavesOf(code: TruthCode, text: string): Leaf[] {
  const { reason, span } = code;
  if (reason.shape === 'all' || reason.shape === 'any')
    return reason.parts.flatMap((part) => leavesOf(part, text));
  return [{ text: text.slice(span.start, span.end), code, threshold: writtenThreshold(code) }];
}
