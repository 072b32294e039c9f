import type { TruthCode } from './code.js';

/** One comparison or claim inside a condition, with its words. */
export interface Leaf {
  text: string;
  code: TruthCode;
}

/** Every comparison and claim of a condition, in the order of its text. */
export function leavesOf(code: TruthCode, text: string): Leaf[] {
  const { reason, span } = code;
  if (reason.shape === 'all' || reason.shape === 'any')
    return reason.parts.flatMap((part) => leavesOf(part, text));
  return [{ text: text.slice(span.start, span.end), code }];
}
