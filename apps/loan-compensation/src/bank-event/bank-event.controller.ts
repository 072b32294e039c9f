import { refuse } from '@gusu/contracts';
import { BodyBytes, BodyLimit, Caller, Permission, RawBody, Reply } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { verdictView } from './bank-event.dto.js';
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

  @Post('events')
  @RawBody()
  @Permission('bank-event.post', { authentication: 'signature' })
  @ApiOperation({ summary: '报送一条签名事件 Post one signed event (Standard Webhooks)' })
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
  @ApiOperation({ summary: '报送至多 500 条事件，逐条答复 Post up to 500 events, each with its verdict' })
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
  @ApiOperation({ summary: '查询一条事件 What became of an event' })
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
