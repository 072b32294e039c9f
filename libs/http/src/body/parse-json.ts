import { refuse } from '@gusu/contracts';
import { countMembers, scanJson } from '@gusu/values';
import { isUtf8 } from 'node:buffer';
import { jsonDefects } from './json-defects.js';

/** Deeper than any request of ours, shallow enough for every walk over a body. */
export const DEEPEST_JSON = 32;
/** More than five hundred bank events hold; few enough that judging them does not keep other callers waiting. */
export const MOST_JSON_VALUES = 50_000;

/**
 * Reads a JSON body and refuses what two readers could understand differently.
 * @throws Refusal `request/malformed` when the bytes are not UTF-8 or not JSON
 * @throws Refusal `request/invalid` for repeated or forbidden members, numbers that are not exact, texts that cannot be stored
 * and bodies nested too deep or of too many values, each with its pointer
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw refuse('request/malformed');
  const scan = scanJson(bytes);
  if (scan.depth > DEEPEST_JSON) throw refuse('request/invalid', {}, [{ pointer: '', code: 'TOO_DEEP' }]);
  if (scan.values > MOST_JSON_VALUES)
    throw refuse('request/invalid', {}, [
      { pointer: '', code: 'TOO_LONG', detail: `maximum ${MOST_JSON_VALUES}` },
    ]);
  const text = bytes.toString('utf8');
  const value = parsed(text);
  if (scan.isSuspect || countMembers(value) !== scan.members) {
    const defects = jsonDefects(text);
    if (defects.length > 0) throw refuse('request/invalid', {}, defects);
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse('request/malformed');
  }
}
