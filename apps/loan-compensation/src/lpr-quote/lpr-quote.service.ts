import { audit, Database, type Tx } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { LprQuote, QUOTE_MOVES } from './lpr-quote.js';
import { LprQuoteRepository } from './lpr-quote.repository.js';
import { decideQuote, type EnteredQuote, enterQuote } from './lpr-quote.rules.js';

@Injectable()
export class LprQuoteService {
  constructor(
    private readonly database: Database,
    private readonly quotes: LprQuoteRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async enter(tx: Tx, published: Omit<EnteredQuote, 'quoteId'>, actor: Actor): Promise<LprQuote> {
    const acting = { actorId: actor.id, now: this.clock.now() };
    const entered = enterQuote({ quoteId: randomUUID(), ...published }, acting);
    await this.quotes.insert(tx, entered);
    this.record(tx, actor, 'enter', entered);
    return entered;
  }

  decide(quoteId: string, decision: keyof typeof QUOTE_MOVES, actor: Actor): Promise<LprQuote> {
    return this.database.transaction(async (tx) => {
      const quote = await this.quotes.lock(tx, quoteId);
      const decided = decideQuote(quote, decision, { actorId: actor.id, now: this.clock.now() });
      await this.quotes.decide(tx, decided);
      this.record(tx, actor, decision, decided);
      return decided;
    });
  }

  private record(
    tx: Tx,
    actor: Actor,
    verb: string,
    { quoteId, publishedOn, ratePpm, status }: LprQuote,
  ): void {
    audit.append(tx, {
      at: this.clock.now().toISOString(),
      actorId: actor.id,
      action: `lpr-quote.${verb}`,
      objectType: 'lprQuote',
      objectId: quoteId,
      after: { publishedOn, ratePpm, status },
    });
  }
}
