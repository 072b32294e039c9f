import type { LocalDate, Moves, Ppm } from '@gusu/values';

export const QUOTE_STATUSES = ['entered', 'confirmed', 'rejected'] as const;
export type QuoteStatus = (typeof QUOTE_STATUSES)[number];

export const QUOTE_MOVES = {
  confirm: { from: ['entered'], to: 'confirmed' },
  reject: { from: ['entered'], to: 'rejected' },
} as const satisfies Moves<QuoteStatus>;

/** The one-year LPR as published for a day (funding.md §4.1); only a confirmed one counts. */
export interface LprQuote {
  quoteId: string;
  publishedOn: LocalDate;
  ratePpm: Ppm;
  sourceUrl: string;
  status: QuoteStatus;
  enteredBy: string;
  enteredAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}
