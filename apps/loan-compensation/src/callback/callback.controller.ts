import {
  Answers,
  Caller,
  Idempotency,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
  type IdempotencyKey,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './callback.dto.js';
import { CallbackRepository } from './callback.repository.js';
import { CallbackService } from './callback.service.js';

@ApiTags('回调 call-backs')
@Controller('v1')
export class CallbackController {
  constructor(
    private readonly service: CallbackService,
    private readonly callbacks: CallbackRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('partner-banks/:bankCode/callback-address')
  @Permission('partner-bank.manage')
  @Answers(dto.addressViewSchema, { status: 201 })
  @Refusals('bank/not-found', 'callback/address-not-allowed')
  @Summary({
    zh: '登记银行回调地址，密钥仅示一次',
    en: 'Register where a bank is called back; its secret is shown once',
  })
  register(
    @Param({ schema: dto.addressPathSchema }) { bankCode }: { bankCode: string },
    @Body({ schema: dto.addressRequestSchema }) { url }: dto.AddressRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.created(await this.service.register(tx, bankCode, url, caller)),
    );
  }

  @Get('partner-banks/:bankCode/callback-address')
  @Permission('callback.read')
  @Answers(dto.addressViewSchema)
  @Refusals('callback/not-found')
  @Summary({ zh: '银行回调地址', en: 'Where a bank is called back' })
  address(
    @Param({ schema: dto.addressPathSchema }) { bankCode }: { bankCode: string },
    @Caller() caller: Actor,
  ) {
    return this.callbacks.address(bankCode, caller);
  }

  @Get('callback-deliveries')
  @Permission('callback.read')
  @Answers(dto.deliveriesSchema)
  @Summary({
    zh: '回调清单，新者在前；银行仅见本行',
    en: 'Deliveries, the newest first; a bank sees its own',
  })
  async list(@Query({ schema: dto.deliveryQuerySchema }) query: dto.DeliveryQuery, @Caller() caller: Actor) {
    return { items: (await this.callbacks.list(query, caller)).map(dto.deliveryView) };
  }

  @Get('callback-deliveries/:deliveryId')
  @Permission('callback.read')
  @Answers(dto.deliveryLogSchema)
  @Refusals('callback/not-found')
  @Summary({ zh: '一次回调及其每次尝试', en: 'One delivery with every attempt' })
  get(
    @Param({ schema: dto.deliveryPathSchema }) { deliveryId }: { deliveryId: string },
    @Caller() caller: Actor,
  ) {
    return this.callbacks.get(deliveryId, caller);
  }

  @Post('callback-deliveries/:deliveryId/retry')
  @HttpCode(200)
  @Permission('callback.retry')
  @Answers(dto.deliveryViewSchema)
  @Refusals('callback/not-found', 'callback/already-delivered')
  @Summary({ zh: '请求立即再次回调', en: 'Ask for one more attempt now' })
  async retry(
    @Param({ schema: dto.deliveryPathSchema }) { deliveryId }: { deliveryId: string },
    @Caller() caller: Actor,
  ) {
    return dto.deliveryView(await this.service.retry(deliveryId, caller));
  }
}
