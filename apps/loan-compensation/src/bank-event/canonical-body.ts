import { canonicalJson } from '@gusu/values';
import { createHash } from 'node:crypto';

/** One text for all ways to write the same event, and its fingerprint. */
export function canonicalBody(value: unknown): { text: string; fingerprint: Buffer } {
  const text = canonicalJson(value);
  return { text, fingerprint: createHash('sha256').update(text).digest() };
}
