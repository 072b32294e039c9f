import {
  Answers,
  BodyBytes,
  Caller,
  Idempotency,
  Idempotent,
  Permission,
  RawBody,
  Refusals,
  Reply,
  Summary,
  Takes,
  type IdempotencyKey,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { ApiHeaders, ApiTags } from '@nestjs/swagger';
import { MESSAGE_REFUSALS, SIGNATURE_HEADERS } from '../bank-event/bank-event.dto.js';
import {
  CONFIRMATION_EXAMPLES,
  confirmationRequestSchema,
  confirmationView,
  confirmationViewSchema,
  signedConfirmationSchema,
  type ConfirmationRequest,
} from './confirmation.dto.js';
import { ConfirmationService, type Confirmed } from './confirmation.service.js';

type AllHeaders = Record<string, string | undefined>;

@ApiTags('疑似重复的确认 confirmation')
@Controller('v1')
export class ConfirmationController {
  constructor(
    private readonly service: ConfirmationService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('bank/v1/events/:eventId/confirmation')
  @RawBody()
  @Permission('bank-event.post', { authentication: 'signature' })
  @ApiHeaders(SIGNATURE_HEADERS)
  @Takes(signedConfirmationSchema, CONFIRMATION_EXAMPLES)
  @Answers(confirmationViewSchema, { status: 201, description: '已确认 Confirmed' })
  @Answers(confirmationViewSchema, { status: 200, description: '此前已如此确认 Confirmed so before' })
  @Refusals(
    ...MESSAGE_REFUSALS,
    'ID_FORMAT',
    'bank-event/not-found',
    'bank-event/not-in-doubt',
    'bank-event/already-confirmed',
  )
  @Summary({ zh: '银行确认疑似重复的事件', en: 'The bank settles the doubt about an event (signed)' })
  async confirmSigned(
    @Param('eventId') eventId: string,
    @BodyBytes() bytes: Buffer,
    @Headers() headers: AllHeaders,
    @Caller({ optional: true }) caller?: Actor,
  ): Promise<Reply> {
    const signature = {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
    };
    return replyOf(await this.service.confirmSigned(eventId, bytes, signature, caller));
  }

  @Post('bank-events/:bankCode/:eventId/confirmation')
  @Permission('bank-event.confirm')
  @Answers(confirmationViewSchema, { status: 201, description: '已确认 Confirmed' })
  @Answers(confirmationViewSchema, { status: 200, description: '此前已如此确认 Confirmed so before' })
  @Refusals('bank-event/not-found', 'bank-event/not-in-doubt', 'bank-event/already-confirmed')
  @Summary({ zh: '市级人员确认疑似重复的事件', en: 'An officer settles the doubt about an event' })
  confirm(
    @Param('bankCode') bankCode: string,
    @Param('eventId') eventId: string,
    @Body({ schema: confirmationRequestSchema }) asked: ConfirmationRequest,
    @Caller() actor: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      replyOf(await this.service.confirm(tx, { bankCode, eventId }, asked, actor)),
    );
  }
}

function replyOf({ confirmation, event, isRepeated }: Confirmed): Reply {
  return Reply.json(isRepeated ? 200 : 201, confirmationView(confirmation, event));
}
