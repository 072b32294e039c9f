import type { Delivery } from '../transport.js';

/**
 * What of a fetched page is new behind `nextOff`. A publisher that died before its cursor moved has sent events again, perhaps several times
 * and perhaps into this very page: each offset is taken once, in order. Where one is missing the page ends, and `isGap` says so.
 * What has no offset did not come from our publisher and is kept where it stands, for the dead letters.
 */
export function freshDeliveries(
  deliveries: readonly Delivery[],
  nextOff: bigint,
): { fresh: Delivery[]; to: bigint; isGap: boolean } {
  const fresh: Delivery[] = [];
  let to = nextOff;
  for (const delivery of deliveries) {
    const { off } = delivery;
    if (off !== undefined && off > to) return { fresh, to, isGap: true };
    if (off !== undefined && off < to) continue;
    fresh.push(delivery);
    if (off !== undefined) to = off + 1n;
  }
  return { fresh, to, isGap: false };
}
