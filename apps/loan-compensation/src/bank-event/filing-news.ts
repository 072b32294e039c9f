import type { EventOutcome } from '../loan/loan-fold.rules.js';
import type { BankEvent } from './bank-event.js';

/** What a group of events means for the filing of a due bill. */
export interface FilingNews {
  taken: BankEvent | undefined;
  isTroubled: boolean;
  reversedId: string | undefined;
}

interface Folded {
  /** With whether the loan was in trouble by all that had come before. */
  arrived: readonly { event: BankEvent; outcome: EventOutcome; isTroubled: boolean }[];
  /** Recorded before, with what was stored of them then. */
  earlier: readonly { event: BankEvent; status: string }[];
  /** What the last fold of all events made of each. */
  outcomes: ReadonlyMap<string, EventOutcome>;
}

const isFiling = ({ event }: { event: BankEvent }) => event.fact.type === 'filing.submitted';

/** The filing that takes effect with this group, and the one that a reversal took back; what stood before and stands is neither. */
export function filingNewsOf({ arrived, earlier, outcomes }: Folded): FilingNews {
  const kindOf = (event: BankEvent, outcome?: EventOutcome) => (outcomes.get(event.eventId) ?? outcome)?.kind;
  const filings = earlier.filter(isFiling);
  const now = arrived.filter(isFiling).find(({ event, outcome }) => kindOf(event, outcome) === 'applied');
  const waited = filings.find(({ event, status }) => status !== 'APPLIED' && kindOf(event) === 'applied');
  const reversed = filings.find(({ event, status }) => status === 'APPLIED' && kindOf(event) === 'reversed');
  return {
    taken: (now ?? waited)?.event,
    // A filing that waited here was sent before whatever has happened to its loan since, one of this group before what came after it.
    isTroubled: now?.isTroubled ?? false,
    reversedId: reversed?.event.eventId,
  };
}
