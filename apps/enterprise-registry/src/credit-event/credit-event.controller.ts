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
import { InsiderRepository } from '../enterprise/insider.repository.js';
import {
  creditPageSchema,
  type CreditRequest,
  creditRequestSchema,
  creditView,
  type CreditView,
  creditViewSchema,
  type RemovalRequest,
  removalRequestSchema,
} from './credit-event.dto.js';
import { CreditEventRepository } from './credit-event.repository.js';
import { CreditEventService } from './credit-event.service.js';

const creditCodeSchema = z.string().max(64);
const path = z.strictObject({ creditCode: creditCodeSchema, creditEventId: z.uuid() });
type Path = z.infer<typeof path>;

@ApiTags('信用事件 credit events')
@Controller('v1/enterprises/:creditCode/credit-events')
export class CreditEventController {
  constructor(
    private readonly service: CreditEventService,
    private readonly creditEvents: CreditEventRepository,
    private readonly insiders: InsiderRepository,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(creditPageSchema)
  @Summary({ zh: '企业的信用事件', en: 'What stands or stood against an enterprise' })
  async list(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Caller() caller: Actor,
  ): Promise<{ items: CreditView[] }> {
    await this.insiders.get(creditCode, caller);
    return { items: (await this.creditEvents.ofEnterprise(creditCode, caller)).map(creditView) };
  }

  @Post()
  @Permission('credit-event.record')
  @Refusals('enterprise/not-found', 'enterprise/not-your-district', 'credit-event/already-recorded')
  @Answers(creditViewSchema, { status: 201, description: '已记录 Recorded' })
  @Summary({ zh: '记录一起信用事件', en: 'Record what stands against an enterprise' })
  record(
    @Param('creditCode', { schema: creditCodeSchema }) creditCode: string,
    @Body({ schema: creditRequestSchema }) record: CreditRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const recorded = await this.service.record(tx, creditCode, record, caller);
      return Reply.created(creditView(recorded), `/v1/enterprises/${creditCode}/credit-events`);
    });
  }

  @Post(':creditEventId/removal')
  @HttpCode(200)
  @Permission('credit-event.record')
  @Refusals('enterprise/not-found', 'credit-event/not-found', 'credit-event/already-removed')
  @Answers(creditViewSchema)
  @Summary({ zh: '移出信用事件', en: 'Record that it stands no longer' })
  async remove(
    @Param({ schema: path }) of: Path,
    @Body({ schema: removalRequestSchema }) removal: RemovalRequest,
    @Caller() caller: Actor,
  ): Promise<CreditView> {
    return creditView(await this.service.remove(of, removal, caller));
  }
}
