import type { CloudEvent, EnterpriseState } from '@gusu/contracts';

interface Fact {
  state: EnterpriseState;
  keyVersion: number;
}

/** Each event tells the whole enterprise, so of several about one only the newest counts. */
export function newestFacts(
  events: readonly CloudEvent<EnterpriseState>[],
  into: Map<string, Fact> = new Map(),
): Fact[] {
  for (const { data, keyversion } of events) {
    const known = into.get(data.creditCode);
    if (!known || known.keyVersion < keyversion)
      into.set(data.creditCode, { state: data, keyVersion: keyversion });
  }
  return [...into.values()];
}
