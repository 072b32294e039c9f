import { type FilingEnding, refuse } from '@gusu/contracts';
import { move } from '@gusu/values';
import { FILING_MOVES, type FilingStatus, type LoanFiling } from './filing.js';

export interface FilingEnd {
  endedBy: string;
  ending: FilingEnding | null;
  endReason?: string;
  now: Date;
}

/**
 * Ends the cover of a loan (funding.md §6.1): what it held of the caps is free again, a later loss is the bank's (I-17). The terms it was
 * decided on stay as they are (I-10).
 * @throws Refusal filing/move-not-legal
 */
export function endFiling(
  filing: LoanFiling,
  name: keyof typeof FILING_MOVES,
  { endedBy, ending, endReason, now }: FilingEnd,
): LoanFiling {
  const status = move<FilingStatus, keyof typeof FILING_MOVES>(FILING_MOVES, name, filing.status);
  if (!status) throw refuse('filing/move-not-legal', { filingNo: filing.filingNo, status: filing.status });
  return { ...filing, status, endedAt: now, endedBy, ending, endReason: endReason ?? null };
}
