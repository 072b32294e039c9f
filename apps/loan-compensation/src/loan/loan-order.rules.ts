import type { BankEvent, LoanFact } from '../bank-event/bank-event.js';

/** What comes first among events of one day (funding.md §11; the types it does not rank stand where they read best). */
const TYPE_ORDER: readonly LoanFact['type'][] = [
  'filing.submitted',
  'loan.disbursed',
  'loan.rate_changed',
  'loan.extended',
  'loan.restructured',
  'loan.repaid',
  'loan.cured',
  'loan.overdue',
  'loan.reclassified',
  'loan.accelerated',
  'loan.defaulted',
  'loan.renewed',
  'loan.settled',
  'loan.recovered',
  'loan.written_off',
  'master.changed',
  'event.reversed',
  'event.corrected',
  'unsupported',
];
const TYPE_RANK = Object.fromEntries(TYPE_ORDER.map((type, rank) => [type, rank])) as Record<
  LoanFact['type'],
  number
>;

/** What of an event says where it comes among the others of its due bill. */
export type OrderKey = Pick<BankEvent, 'seq' | 'valueDate' | 'occurredAt' | 'eventId'> & {
  fact: Pick<LoanFact, 'type'>;
};

export function orderKeyOf({ valueDate, occurredAt, eventId, fact: { type } }: OrderKey): OrderKey {
  return { valueDate, occurredAt, eventId, fact: { type } };
}

/**
 * The order in which a due bill's events are folded: by seq when the bank gave one to all of them, else by value date, rank of the type,
 * time of occurrence and id. Never by arrival.
 */
export function compareEvents(a: OrderKey, b: OrderKey, isBySeq: boolean): number {
  if (isBySeq && a.seq !== undefined && b.seq !== undefined && a.seq !== b.seq) return a.seq - b.seq;
  if (a.valueDate !== b.valueDate) return a.valueDate < b.valueDate ? -1 : 1;
  const rank = TYPE_RANK[a.fact.type] - TYPE_RANK[b.fact.type];
  if (rank !== 0) return rank;
  const occurred = Date.parse(a.occurredAt) - Date.parse(b.occurredAt);
  if (occurred !== 0) return occurred;
  if (a.eventId === b.eventId) return 0;
  return a.eventId < b.eventId ? -1 : 1;
}

/** How far the bank's own numbering can be relied on. */
export function seqQualityOf(events: readonly BankEvent[]): {
  isBySeq: boolean;
  exception?: 'SEQ_GAP' | 'SEQ_PARTIAL';
} {
  const numbers = events.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
  if (numbers.length === 0) return { isBySeq: false };
  if (numbers.length < events.length) return { isBySeq: false, exception: 'SEQ_PARTIAL' };
  const distinct = new Set(numbers);
  const span = Math.max(...numbers) - Math.min(...numbers) + 1;
  return distinct.size === span ? { isBySeq: true } : { isBySeq: true, exception: 'SEQ_GAP' };
}
