import {
  Answers,
  BodyLimit,
  Caller,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Reply,
  Summary,
} from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type CreditListRequest, creditListRequestSchema, creditVerdictsSchema } from './credit-event.dto.js';
import { CreditListService } from './credit-list.service.js';

@ApiTags('信用事件 credit events')
@Controller('v1/credit-events')
export class CreditListController {
  constructor(
    private readonly lists: CreditListService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('imports')
  @HttpCode(200)
  @Permission('credit-event.import')
  @BodyLimit(4_194_304)
  @Answers(creditVerdictsSchema)
  @Summary({
    zh: '导入公布的信用名单，逐行结论',
    en: 'Take over a published list with a verdict for every line',
    description: '同一名单再次导入不改变任何内容。 The same list again changes nothing.',
  })
  take(
    @Body({ schema: creditListRequestSchema }) { items }: CreditListRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.ok({ items: await this.lists.take(tx, items, caller) }),
    );
  }
}
