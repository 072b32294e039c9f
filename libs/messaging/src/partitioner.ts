/** How many partitions a topic has; fixed for ever, because a key must stay in its partition. */
export const PARTITIONS = 8;

const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** MurmurHash2 of the bytes, 32 bit, as Kafka's Java client computes it. */
export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length;
  let h = SEED ^ length;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k =
      byte(bytes, i) | (byte(bytes, i + 1) << 8) | (byte(bytes, i + 2) << 16) | (byte(bytes, i + 3) << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    k = Math.imul(k, M);
    h = Math.imul(h, M) ^ k;
  }
  const rest = length - whole;
  if (rest === 3) h ^= byte(bytes, whole + 2) << 16;
  if (rest >= 2) h ^= byte(bytes, whole + 1) << 8;
  if (rest >= 1) h = Math.imul(h ^ byte(bytes, whole), M);
  h ^= h >>> 13;
  h = Math.imul(h, M);
  h ^= h >>> 15;
  return h | 0;
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** The partition of a key: Kafka's default, so that a move between transports keeps keys together. */
export function partitionOf(key: string, partitions = PARTITIONS): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions;
}
