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
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { creditCodeParamSchema, enterpriseView, enterpriseViewSchema } from '../enterprise/enterprise.dto.js';
import { relocationRequestSchema } from './relocation.dto.js';
import type { RelocationRequest } from './relocation.rules.js';
import { RelocationService } from './relocation.service.js';

@ApiTags('迁移 relocation')
@Controller('v1/enterprises')
export class RelocationController {
  constructor(
    private readonly relocations: RelocationService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post(':creditCode/relocation')
  @HttpCode(200)
  @Permission('enterprise.relocate')
  @Summary({ zh: '跨板块迁移，自生效日起', en: 'An enterprise moves to another district from a day on' })
  @Answers(enterpriseViewSchema)
  @Refusals('enterprise/not-found', 'enterprise/move-not-legal', 'enterprise/same-district')
  relocate(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Body({ schema: relocationRequestSchema }) request: RelocationRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.ok(enterpriseView(await this.relocations.relocate(tx, creditCode, request, caller), caller)),
    );
  }
}
