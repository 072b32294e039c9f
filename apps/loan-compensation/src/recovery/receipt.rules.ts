import type { LateInflow } from '../loan/loan.js';
import type { BankEvent } from '../bank-event/bank-event.js';
import type { BankReceipt, Recovery } from './compensation.js';

/** Money that came in after the cut-off, as the fold of the loan keeps it: what the bank called it does not matter (funding.md §0.8, AT-28). */
export function receiptOf({
  eventId,
  grossFen,
  costFen,
  channel,
  receivedOn,
  retypedFrom,
}: LateInflow): BankReceipt {
  return {
    eventId,
    grossFen,
    costFen,
    channel,
    receivedOn,
    retypedFrom: retypedFrom ?? null,
    corrects: null,
  };
}

/** Receipts that nobody has booked yet, in the order of their days (I-14: each once). */
export function newReceipts(
  inflows: readonly LateInflow[],
  booked: readonly Pick<Recovery, 'eventId'>[],
): BankReceipt[] {
  const known = new Set(booked.map(({ eventId }) => eventId));
  return inflows
    .filter(({ eventId, grossFen }) => !known.has(eventId) && grossFen > 0n)
    .sort((a, b) => compare(a.receivedOn, b.receivedOn) || compare(a.eventId, b.eventId))
    .map(receiptOf);
}

/** A booked receipt whose event no longer stands, the event that took its place, and what came in by that one. */
export interface Displaced {
  booked: Recovery[];
  byEventId: string;
  right: LateInflow | undefined;
}

/** Wrong receipts: those whose last event was reversed or corrected since (AT-10). */
export function displacedReceipts(
  recoveries: readonly Recovery[],
  inflows: readonly LateInflow[],
  events: readonly BankEvent[],
): Displaced[] {
  const standing = new Set(inflows.map(({ eventId }) => eventId));
  const roots = [...new Set(recoveries.map(({ rootEventId }) => rootEventId))];
  return roots.flatMap((root) => {
    const booked = recoveries.filter(({ rootEventId }) => rootEventId === root);
    const last = booked.at(-1)?.eventId ?? root;
    if (standing.has(last)) return [];
    const by = events.find(({ fact }) => 'reversalOf' in fact && fact.reversalOf === last);
    return by
      ? [{ booked, byEventId: by.eventId, right: inflows.find(({ eventId }) => eventId === by.eventId) }]
      : [];
  });
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
