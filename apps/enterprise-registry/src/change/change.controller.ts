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
import { changeRequestSchema } from './change.dto.js';
import { ChangeService } from './change.service.js';
import type { ChangeRequest } from './change.js';

@ApiTags('变更 change')
@Controller('v1/enterprises')
export class ChangeController {
  constructor(
    private readonly changes: ChangeService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post(':creditCode/change')
  @HttpCode(200)
  @Permission('enterprise.change')
  @Summary({ zh: '登记事项变更，原名称留存', en: 'Facts change; a former name is kept with its last day' })
  @Answers(enterpriseViewSchema)
  @Refusals(
    'enterprise/not-found',
    'enterprise/not-your-enterprise',
    'enterprise/not-your-district',
    'enterprise/move-not-legal',
    'enterprise/nothing-changed',
  )
  change(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Body({ schema: changeRequestSchema }) request: ChangeRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.ok(enterpriseView(await this.changes.change(tx, creditCode, request, caller), caller)),
    );
  }

  @Post(':creditCode/confirmation')
  @HttpCode(200)
  @Permission('enterprise.verify')
  @Summary({
    zh: '核实企业自报的变更',
    en: 'An officer confirms what the enterprise alone has said',
  })
  @Answers(enterpriseViewSchema)
  @Refusals(
    'enterprise/not-found',
    'enterprise/not-your-district',
    'enterprise/self-verification',
    'enterprise/move-not-legal',
    'enterprise/nothing-changed',
  )
  confirm(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.ok(enterpriseView(await this.changes.confirm(tx, creditCode, caller), caller)),
    );
  }
}
