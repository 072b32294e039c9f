import { refuse } from '@gusu/contracts';
import { localDateOf, move } from '@gusu/values';
import { type LprQuote, QUOTE_MOVES, type QuoteStatus } from './lpr-quote.js';

export interface QuoteActing {
  actorId: string;
  now: Date;
}

export type EnteredQuote = Pick<LprQuote, 'quoteId' | 'publishedOn' | 'ratePpm' | 'sourceUrl'>;

/** A quote that somebody else must confirm before it counts (funding.md §3). @throws Refusal lpr-quote/in-future */
export function enterQuote(entered: EnteredQuote, { actorId, now }: QuoteActing): LprQuote {
  const { publishedOn } = entered;
  if (publishedOn > localDateOf(now)) throw refuse('lpr-quote/in-future', { publishedOn });
  return {
    ...entered,
    status: 'entered',
    enteredBy: actorId,
    enteredAt: now,
    decidedBy: null,
    decidedAt: null,
  };
}

/**
 * Confirms or rejects a quote; a confirmed one is never changed again, since loans were measured by it.
 * @throws Refusal lpr-quote/four-eyes, lpr-quote/move-not-legal
 */
export function decideQuote(
  quote: LprQuote,
  decision: keyof typeof QUOTE_MOVES,
  { actorId, now }: QuoteActing,
): LprQuote {
  if (actorId === quote.enteredBy) throw refuse('lpr-quote/four-eyes');
  const status = move<QuoteStatus, keyof typeof QUOTE_MOVES>(QUOTE_MOVES, decision, quote.status);
  if (!status) throw refuse('lpr-quote/move-not-legal', { status: quote.status });
  return { ...quote, status, decidedBy: actorId, decidedAt: now };
}
