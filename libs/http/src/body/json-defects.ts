import type { Defect } from '@gusu/contracts';

const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;
// U+0000 cannot be stored as text; half of a surrogate pair is no character at all.
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const MOST_DEFECTS = 100;

interface Frame {
  pointer: string;
  /** Members of an object; undefined for an array. */
  keys?: Set<string>;
  index: number;
  key?: string;
}

/**
 * What JSON.parse passes over in silence, in a text it has accepted: repeated members, `__proto__`, numbers that are not exact,
 * characters that cannot be stored. Slow and exact; asked only when the quick scan was suspicious.
 */
export function jsonDefects(text: string): Defect[] {
  const defects: Defect[] = [];
  const frames: Frame[] = [];
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match && defects.length < MOST_DEFECTS; match = token.exec(text)) {
    const [, mark, string, number] = match;
    const frame = frames.at(-1);
    if (mark) punctuate(mark, frames);
    else if (string !== undefined && frame?.keys && frame.key === undefined)
      defects.push(...memberDefects(frame, JSON.parse(string) as string));
    else if (string !== undefined && UNSTORABLE.test(JSON.parse(string) as string))
      defects.push({ pointer: pointerOf(frame), code: 'CONTROL_CHARACTER' });
    else if (number !== undefined && !isExact(number))
      defects.push({ pointer: pointerOf(frame), code: 'UNSAFE_INTEGER' });
  }
  return defects;
}

function punctuate(mark: string, frames: Frame[]): void {
  const frame = frames.at(-1);
  if (mark === '{') frames.push({ pointer: pointerOf(frame), keys: new Set(), index: 0 });
  else if (mark === '[') frames.push({ pointer: pointerOf(frame), index: 0 });
  else if (mark === '}' || mark === ']') frames.pop();
  else if (mark === ',' && frame) {
    frame.index += 1;
    frame.key = undefined;
  }
}

function memberDefects(frame: Frame, key: string): Defect[] {
  frame.key = key;
  const isRepeated = frame.keys?.has(key) === true;
  frame.keys?.add(key);
  if (isRepeated) return [{ pointer: pointerOf(frame), code: 'FIELD_REPEATED' }];
  if (key === '__proto__') return [{ pointer: pointerOf(frame), code: 'UNKNOWN_FIELD' }];
  return UNSTORABLE.test(key) ? [{ pointer: pointerOf(frame), code: 'CONTROL_CHARACTER' }] : [];
}

function pointerOf(frame: Frame | undefined): string {
  if (!frame) return '';
  return `${frame.pointer}/${frame.keys ? escapePointer(frame.key ?? '') : frame.index}`;
}

/** One reference token of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isExact(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  if (!Number.isInteger(value)) return true;
  const fraction = /\.(\d+)$/.exec(literal)?.[1] ?? '';
  return Number.isSafeInteger(value) && !/[1-9]/.test(fraction);
}
