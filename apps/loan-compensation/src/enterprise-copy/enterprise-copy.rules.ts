import type { CloudEvent, EnterpriseState } from '@gusu/contracts';

/** One enterprise as its newest event told it. */
export interface EnterpriseFact {
  state: EnterpriseState;
  keyVersion: number;
}

/** Each event tells the whole enterprise, so of several about one only the newest counts. */
export function keepNewest(
  known: Map<string, EnterpriseFact>,
  events: readonly CloudEvent<EnterpriseState>[],
): Map<string, EnterpriseFact> {
  for (const { data, keyversion } of events) {
    const earlier = known.get(data.creditCode);
    if (!earlier || earlier.keyVersion < keyversion)
      known.set(data.creditCode, { state: data, keyVersion: keyversion });
  }
  return known;
}
