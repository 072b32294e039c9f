import type { ServiceProcess } from './service-process.js';

/** Bucket's upper bound in seconds → how many samples lay at or below it since the process began. */
export type Buckets = Map<number, number>;

/** Reads a Prometheus histogram of a service, one topic's series. */
export async function readBuckets(service: ServiceProcess, name: string, label: string): Promise<Buckets> {
  const text = await (await fetch(`${service.base}/metrics`)).text();
  const buckets: Buckets = new Map();
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${name}_bucket{`) || !line.includes(label)) continue;
    const bound = /le="([^"]+)"/.exec(line)?.[1] ?? '';
    buckets.set(
      bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    );
  }
  return buckets;
}

export function samplesIn(buckets: Buckets): number {
  return buckets.get(Number.POSITIVE_INFINITY) ?? 0;
}

/**
 * The value that a share of the samples between two readings does not exceed, as Prometheus estimates it: within a bucket the samples are
 * taken to lie evenly.
 */
export function quantileBetween(before: Buckets, after: Buckets, share: number): number {
  const since = (bound: number) => (after.get(bound) ?? 0) - (before.get(bound) ?? 0);
  const wanted = since(Number.POSITIVE_INFINITY) * share;
  let low = 0;
  let below = 0;
  for (const bound of [...after.keys()].sort((a, b) => a - b)) {
    const count = since(bound);
    if (count >= wanted) {
      if (!Number.isFinite(bound)) return low;
      return count === below ? bound : low + ((bound - low) * (wanted - below)) / (count - below);
    }
    low = bound;
    below = count;
  }
  return low;
}
