import { refuse } from '@gusu/contracts';
import { createHmac, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

/** A key a bank may sign with now. */
export type VerifyingKey = { algorithm: 'v1'; secret: Buffer } | { algorithm: 'v1a'; publicKey: KeyObject };

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}

const TOLERANCE_SECONDS = 300;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Verifies a message over the exact bytes that came (funding.md §11): `id.timestamp.body`, one of several signatures by one of several keys,
 * so that keys can be rotated without a pause.
 * @throws Refusal signature/missing, SIGNATURE_INVALID, TIMESTAMP_SKEW (with the server's time)
 */
export function verifySignature(
  { id, timestamp, signature }: SignatureHeaders,
  body: Buffer,
  keys: readonly VerifyingKey[],
  now: Date,
): void {
  if (!id || !timestamp || !signature) throw refuse('signature/missing');
  const serverTime = Math.floor(now.getTime() / 1000);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(serverTime - Number(timestamp)) > TOLERANCE_SECONDS)
    throw refuse('TIMESTAMP_SKEW', { serverTime, toleranceSeconds: TOLERANCE_SECONDS });
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const isSound = signature.split(' ').some((part) => {
    const [scheme, encoded = ''] = part.split(',', 2);
    if (!BASE64.test(encoded)) return false;
    const given = Buffer.from(encoded, 'base64');
    return keys.some((key) => key.algorithm === scheme && isBy(key, signed, given));
  });
  if (!isSound) throw refuse('SIGNATURE_INVALID');
}

function isBy(key: VerifyingKey, signed: Buffer, given: Buffer): boolean {
  if (key.algorithm === 'v1a') return given.length === 64 && verify(null, signed, key.publicKey, given);
  const expected = createHmac('sha256', key.secret).update(signed).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
