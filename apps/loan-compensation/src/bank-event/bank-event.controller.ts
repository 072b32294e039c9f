import { refuse } from '@gusu/contracts';
import {
  Answers,
  BodyBytes,
  BodyLimit,
  Caller,
  HandlerTimeout,
  Permission,
  RawBody,
  Refusals,
  Reply,
  Summary,
  Takes,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiHeaders, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  BANK_EVENT_EXAMPLES,
  bankBatchSchema,
  bankEventSchema,
  BATCH_EXAMPLES,
} from './bank-event-body.dto.js';
import {
  bankEventViewSchema,
  batchVerdictSchema,
  EVENT_REFUSALS,
  MESSAGE_REFUSALS,
  SIGNATURE_HEADERS,
  verdictSchema,
  verdictView,
} from './bank-event.dto.js';
import { BankEventRepository, type BankEventView } from './bank-event.repository.js';
import { BankEventService } from './bank-event.service.js';

type AllHeaders = Record<string, string | undefined>;

const signatureOf = (headers: AllHeaders) => ({
  id: headers['webhook-id'],
  timestamp: headers['webhook-timestamp'],
  signature: headers['webhook-signature'],
});

@ApiTags('银行事件 bank events')
@Controller('v1/bank/v1')
export class BankEventController {
  constructor(
    private readonly service: BankEventService,
    private readonly events: BankEventRepository,
  ) {}

  // The transaction has limits of its own; a timer for each request would cost a twentieth of it.
  @Post('events')
  @HandlerTimeout(0)
  @RawBody()
  @Permission('bank-event.post', { authentication: 'signature' })
  @ApiHeaders(SIGNATURE_HEADERS)
  @Takes(bankEventSchema, BANK_EVENT_EXAMPLES)
  @Answers(verdictSchema, { status: 202, description: '已受理：已应用或已停放 Taken: applied or parked' })
  @Answers(verdictSchema, { status: 200, description: '重复报送 It was taken before' })
  @Refusals(...MESSAGE_REFUSALS, ...EVENT_REFUSALS)
  @Summary({ zh: '报送一条签名事件', en: 'Post one signed event (Standard Webhooks)' })
  async post(
    @BodyBytes() bytes: Buffer,
    @Headers() headers: AllHeaders,
    @Caller({ optional: true }) caller?: Actor,
  ): Promise<Reply> {
    const verdict = await this.service.post(bytes, signatureOf(headers), caller);
    const view = verdictView(verdict);
    if (verdict.kind !== 'refused') return Reply.json(view.httpStatus, view);
    const defects = verdict.pointer ? [{ pointer: verdict.pointer, code: verdict.code }] : [];
    throw refuse(verdict.code, { messageZh: view.messageZh ?? '', field: verdict.pointer ?? '' }, defects);
  }

  // Two colons are one in the address; a single one would begin a parameter.
  @Post('events::batch')
  @RawBody()
  @BodyLimit(4_194_304)
  @Permission('bank-event.post', { authentication: 'signature' })
  @ApiHeaders(SIGNATURE_HEADERS)
  @Takes(bankBatchSchema, BATCH_EXAMPLES)
  @Answers(batchVerdictSchema, { description: '逐条结论 A verdict for each' })
  @Refusals(...MESSAGE_REFUSALS)
  @Summary({ zh: '报送至多 500 条事件，逐条答复', en: 'Post up to 500 events, each with its verdict' })
  async postBatch(
    @BodyBytes() bytes: Buffer,
    @Headers() headers: AllHeaders,
    @Caller({ optional: true }) caller?: Actor,
  ): Promise<Reply> {
    const verdicts = await this.service.postBatch(bytes, signatureOf(headers), caller);
    return Reply.ok({ items: verdicts.map(verdictView) });
  }

  @Get('events/:eventId')
  @Permission('bank-event.read')
  @ApiQuery({
    name: 'bankCode',
    required: false,
    type: 'string',
    description: '市级人员指明银行 officers name the bank',
  })
  @Answers(bankEventViewSchema)
  @Refusals('bank-event/not-found')
  @Summary({ zh: '查询一条事件', en: 'What became of an event' })
  async find(
    @Param('eventId') eventId: string,
    @Caller() caller: Actor,
    @Query('bankCode') bankCode?: string,
  ): Promise<BankEventView> {
    const found = await this.events.find(bankCode, eventId, caller);
    if (!found) throw refuse('bank-event/not-found', { eventId });
    return found;
  }
}
