import { createHash } from 'node:crypto';

/** One text for all ways to write the same JSON: members in the order of the alphabet, no white space. */
export function canonicalBody(value: unknown): { text: string; fingerprint: Buffer } {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return { text, fingerprint: createHash('sha256').update(text).digest() };
}
