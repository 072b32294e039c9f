import { isLocalDate, legalMoves, type LocalDate } from '@gusu/values';
import { z } from 'zod';
import { type LprQuote, QUOTE_MOVES, QUOTE_STATUSES } from './lpr-quote.js';

const published = {
  publishedOn: z.iso.date().meta({ description: '发布日' }),
  ratePpm: z.int().min(1).max(1_000_000).meta({ description: '一年期LPR，百万分率；3.45% 为 34500' }),
  sourceUrl: z.url({ protocol: /^https$/ }).max(500),
};

const example = {
  publishedOn: '2023-08-21',
  ratePpm: 34_500,
  sourceUrl: 'https://www.chinamoney.com.cn/chinese/bklpr/',
};

export const quoteRequestSchema = z
  .strictObject({
    ...published,
    publishedOn: z
      .string()
      .refine((text): text is LocalDate => isLocalDate(text), { params: { defect: 'DATE_FORMAT' } })
      .meta({ description: '发布日', format: 'date' }),
  })
  .meta({ id: 'LprQuoteRequest', example });
export type QuoteRequest = { publishedOn: LocalDate; ratePpm: number; sourceUrl: string };

export const quoteDecisionRequestSchema = z
  .strictObject({ decision: z.enum(['confirm', 'reject']) })
  .meta({ id: 'LprQuoteDecisionRequest', example: { decision: 'confirm' } });
export type QuoteDecisionRequest = z.infer<typeof quoteDecisionRequestSchema>;

export const quoteViewSchema = z
  .strictObject({
    quoteId: z.uuid(),
    ...published,
    status: z.enum(QUOTE_STATUSES).meta({ description: '经复核方可使用 only a confirmed one counts' }),
    enteredBy: z.string(),
    enteredAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    moves: z.array(z.string()),
  })
  .meta({
    id: 'LprQuote',
    example: {
      quoteId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
      ...example,
      status: 'confirmed',
      enteredBy: 'city-officer',
      enteredAt: '2023-08-21T02:00:00.000Z',
      decidedBy: 'city-lead',
      decidedAt: '2023-08-21T03:00:00.000Z',
      moves: [],
    },
  });
export const quotesSchema = z.strictObject({ items: z.array(quoteViewSchema) });

export function quoteView(quote: LprQuote) {
  return { ...quote, moves: legalMoves(QUOTE_MOVES, quote.status) };
}
