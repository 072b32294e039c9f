import type { CloudEvent, RevenueBand } from '@gusu/contracts';

/** A fact and the version of the event that told it. */
export interface Told<Fact> {
  fact: Fact;
  keyVersion: number;
}

/** A year of an enterprise as an event told it. */
export interface RevenueFact {
  creditCode: string;
  fiscalYear: number;
  revenueBand?: RevenueBand;
}

/** Something recorded against an enterprise, as its newest event told it. */
export interface CreditEventFact {
  creditEventId: string;
  creditCode: string;
  creditEventType: string;
  occurredOn: string;
  removedOn?: string;
}

/** Of several events about one thing only the newest counts, because each tells it whole. */
export function newest<Fact>(
  events: readonly CloudEvent<Fact>[],
  idOf: (fact: Fact) => string,
): Told<Fact>[] {
  const known = new Map<string, Told<Fact>>();
  for (const { data, keyversion } of events) {
    const earlier = known.get(idOf(data));
    if (!earlier || earlier.keyVersion < keyversion)
      known.set(idOf(data), { fact: data, keyVersion: keyversion });
  }
  return [...known.values()];
}
