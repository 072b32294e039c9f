import { refuse } from '@gusu/contracts';
import { Database, isUniqueViolation, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { LprQuote } from './lpr-quote.js';

const COLUMNS = `quote_id as "quoteId", published_on as "publishedOn", rate_ppm as "ratePpm", source_url as "sourceUrl", status,
  entered_by as "enteredBy", entered_at as "enteredAt", decided_by as "decidedBy", decided_at as "decidedAt"`;

@Injectable()
export class LprQuoteRepository {
  constructor(private readonly database: Database) {}

  /** @throws Refusal lpr-quote/already-entered when the day has one that was not rejected */
  async insert(tx: Tx, quote: LprQuote): Promise<void> {
    try {
      await tx.execute(
        `insert into lpr_quote (quote_id, published_on, rate_ppm, source_url, status, entered_by, entered_at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          quote.quoteId,
          quote.publishedOn,
          quote.ratePpm,
          quote.sourceUrl,
          quote.status,
          quote.enteredBy,
          quote.enteredAt,
        ],
      );
    } catch (error) {
      const { publishedOn } = quote;
      if (isUniqueViolation(error, 'lpr_quote_of_a_day'))
        throw refuse('lpr-quote/already-entered', { publishedOn });
      throw error;
    }
  }

  /** @throws Refusal lpr-quote/not-found */
  async lock(tx: Tx, quoteId: string): Promise<LprQuote> {
    const [quote] = await tx.query<LprQuote>(
      `select ${COLUMNS} from lpr_quote where quote_id = $1 for update`,
      [quoteId],
    );
    if (!quote) throw refuse('lpr-quote/not-found', { quoteId });
    return quote;
  }

  async decide(tx: Tx, { quoteId, status, decidedBy, decidedAt }: LprQuote): Promise<void> {
    await tx.execute(
      'update lpr_quote set status = $2, decided_by = $3, decided_at = $4 where quote_id = $1',
      [quoteId, status, decidedBy, decidedAt],
    );
  }

  /** The newest first. */
  list(): Promise<LprQuote[]> {
    return this.database.query<LprQuote>(
      `select ${COLUMNS} from lpr_quote order by published_on desc, entered_at desc`,
      [],
    );
  }
}
