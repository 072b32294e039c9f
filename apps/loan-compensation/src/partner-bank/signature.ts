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
  headers: SignatureHeaders,
  body: Buffer,
  keys: readonly VerifyingKey[],
  now: Date,
): void {
  const { start, given } = readHeaders(headers, now);
  const signed = Buffer.concat([Buffer.from(start), body]);
  const isSound = given.some(({ scheme, bytes }) =>
    keys.some((key) => key.algorithm === scheme && isBy(key, signed, bytes)),
  );
  if (!isSound) throw refuse('SIGNATURE_INVALID');
}

/**
 * The same over a body too large to hold: it passes by once, in pieces. ed25519 signs a whole and not its pieces, so a stream is signed by
 * HMAC.
 * @throws Refusal as {@link verifySignature}
 */
export async function verifyStreamSignature(
  headers: SignatureHeaders,
  pieces: AsyncIterable<Buffer>,
  keys: readonly VerifyingKey[],
  now: Date,
): Promise<void> {
  const { start, given } = readHeaders(headers, now);
  const macs = keys.flatMap((key) =>
    key.algorithm === 'v1' ? [createHmac('sha256', key.secret).update(start)] : [],
  );
  for await (const piece of pieces) for (const mac of macs) mac.update(piece);
  const expected = macs.map((mac) => mac.digest());
  const isSound = given.some(
    ({ scheme, bytes }) => scheme === 'v1' && expected.some((one) => isEqual(one, bytes)),
  );
  if (!isSound) throw refuse('SIGNATURE_INVALID');
}

function readHeaders({ id, timestamp, signature }: SignatureHeaders, now: Date) {
  if (!id || !timestamp || !signature) throw refuse('signature/missing');
  const serverTime = Math.floor(now.getTime() / 1000);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(serverTime - Number(timestamp)) > TOLERANCE_SECONDS)
    throw refuse('TIMESTAMP_SKEW', { serverTime, toleranceSeconds: TOLERANCE_SECONDS });
  const given = signature.split(' ').flatMap((part) => {
    const [scheme, encoded = ''] = part.split(',', 2);
    return BASE64.test(encoded) ? [{ scheme, bytes: Buffer.from(encoded, 'base64') }] : [];
  });
  return { start: `${id}.${timestamp}.`, given };
}

function isBy(key: VerifyingKey, signed: Buffer, given: Buffer): boolean {
  if (key.algorithm === 'v1a') return given.length === 64 && verify(null, signed, key.publicKey, given);
  return isEqual(createHmac('sha256', key.secret).update(signed).digest(), given);
}

function isEqual(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
