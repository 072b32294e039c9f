import {
  Answers,
  Caller,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type QuoteDecisionRequest,
  quoteDecisionRequestSchema,
  type QuoteRequest,
  quoteRequestSchema,
  quotesSchema,
  quoteView,
  quoteViewSchema,
} from './lpr-quote.dto.js';
import { LprQuoteRepository } from './lpr-quote.repository.js';
import { LprQuoteService } from './lpr-quote.service.js';

@ApiTags('贷款市场报价利率 LPR')
@Controller('v1/lpr-quotes')
export class LprQuoteController {
  constructor(
    private readonly service: LprQuoteService,
    private readonly quotes: LprQuoteRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('lpr-quote.enter')
  @Answers(quoteViewSchema, { status: 201 })
  @Refusals('lpr-quote/already-entered', 'lpr-quote/in-future')
  @Summary({ zh: '录入LPR报价', en: 'Enter a quote of the LPR' })
  enter(
    @Body({ schema: quoteRequestSchema }) quote: QuoteRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(quoteView(await this.service.enter(tx, quote, caller))),
    );
  }

  @Get()
  @Permission('lpr-quote.read')
  @Answers(quotesSchema)
  @Summary({ zh: 'LPR报价清单', en: 'All quotes, the newest first' })
  async list() {
    return { items: (await this.quotes.list()).map(quoteView) };
  }

  @Post(':quoteId/decision')
  @HttpCode(200)
  @Permission('lpr-quote.decide')
  @Answers(quoteViewSchema)
  @Refusals('lpr-quote/not-found', 'lpr-quote/four-eyes', 'lpr-quote/move-not-legal')
  @Summary({ zh: '复核LPR报价，须为另一人', en: 'Confirm or reject a quote that somebody else entered' })
  async decide(
    @Param('quoteId', { schema: z.uuid() }) quoteId: string,
    @Body({ schema: quoteDecisionRequestSchema }) { decision }: QuoteDecisionRequest,
    @Caller() caller: Actor,
  ) {
    return quoteView(await this.service.decide(quoteId, decision, caller));
  }
}
