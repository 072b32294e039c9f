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
import { applyDecorators, Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { creditCodeParamSchema, enterpriseView, enterpriseViewSchema } from '../enterprise/enterprise.dto.js';
import { standingRequestSchema } from './standing.dto.js';
import type { StandingMove, StandingRequest } from './standing.rules.js';
import { StandingService } from './standing.service.js';

const schema = standingRequestSchema;
const code = { schema: creditCodeParamSchema };

// The five moves differ in their name alone.
const Move = (path: string, zh: string, en: string) =>
  applyDecorators(
    Post(path),
    HttpCode(200),
    Permission('enterprise.cancel'),
    Summary({ zh, en }),
    Answers(enterpriseViewSchema),
    Refusals('enterprise/not-found', 'enterprise/move-not-legal'),
  );

@ApiTags('存续状态 standing')
@Controller('v1/enterprises/:creditCode')
export class StandingController {
  constructor(
    private readonly standings: StandingService,
    private readonly idempotency: Idempotency,
  ) {}

  @Move('suspension', '身份存疑，暂停', 'Suspend while the identity is in doubt')
  suspend(
    @Param('creditCode', code) creditCode: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ) {
    return this.change('suspend', { creditCode, request, caller, key });
  }

  @Move('reinstatement', '恢复存续', 'Reinstate after a suspension')
  reinstate(
    @Param('creditCode', code) creditCode: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ) {
    return this.change('reinstate', { creditCode, request, caller, key });
  }

  @Move('cancellation', '注销', 'Cancel an enterprise')
  cancel(
    @Param('creditCode', code) creditCode: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ) {
    return this.change('cancel', { creditCode, request, caller, key });
  }

  @Move('revocation', '吊销', 'Revoke an enterprise')
  revoke(
    @Param('creditCode', code) creditCode: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ) {
    return this.change('revoke', { creditCode, request, caller, key });
  }

  @Move('departure', '迁出本市', 'Record that an enterprise left the city')
  moveOut(
    @Param('creditCode', code) creditCode: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ) {
    return this.change('moveOut', { creditCode, request, caller, key });
  }

  private change(move: StandingMove, { creditCode, request, caller, key }: Asked): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const enterprise = await this.standings.change(tx, creditCode, { move, ...request }, caller);
      return Reply.ok(enterpriseView(enterprise, caller));
    });
  }
}

interface Asked {
  creditCode: string;
  request: StandingRequest;
  caller: Actor;
  key: IdempotencyKey | undefined;
}
