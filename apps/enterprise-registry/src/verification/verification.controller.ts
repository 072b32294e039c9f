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
import { verificationRequestSchema } from './verification.dto.js';
import type { VerificationDecision } from './verification.rules.js';
import { VerificationService } from './verification.service.js';

@ApiTags('核验 verification')
@Controller('v1/enterprises')
export class VerificationController {
  constructor(
    private readonly verifications: VerificationService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post(':creditCode/verification')
  @HttpCode(200)
  @Permission('enterprise.verify')
  @Summary({
    zh: '板块核验登记：通过，或说明理由退回',
    en: 'The district accepts a registration or rejects it with reasons',
  })
  @Answers(enterpriseViewSchema)
  @Refusals(
    'enterprise/not-found',
    'enterprise/not-your-district',
    'enterprise/self-verification',
    'enterprise/move-not-legal',
    'enterprise/licence-missing',
  )
  verify(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Body({ schema: verificationRequestSchema }) decision: VerificationDecision,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.ok(enterpriseView(await this.verifications.verify(tx, creditCode, decision, caller), caller)),
    );
  }
}
