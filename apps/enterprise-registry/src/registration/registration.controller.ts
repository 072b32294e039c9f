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
import {
  registrationRequestSchema,
  type SubmissionRequest,
  submissionRequestSchema,
} from './registration.dto.js';
import { RegistrationService } from './registration.service.js';
import type { RegistrationApplication } from './registration.js';

@ApiTags('登记 registration')
@Controller('v1/enterprises')
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('enterprise.register')
  @Summary({
    zh: '企业登记，待所在板块核验',
    en: 'An enterprise registers itself; its district verifies it',
    description: '一次返回全部缺陷。 Every defect is named at once.',
  })
  @Answers(enterpriseViewSchema, { status: 201, description: '已登记 Registered' })
  @Refusals('enterprise/not-your-enterprise', 'enterprise/already-registered')
  register(
    @Body({ schema: registrationRequestSchema }) application: RegistrationApplication,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const draft = await this.registrations.register(tx, application, caller);
      return Reply.created(enterpriseView(draft, caller), `/v1/enterprises/${draft.creditCode}`);
    });
  }

  @Post(':creditCode/submission')
  @HttpCode(200)
  @Permission('enterprise.register')
  @Summary({ zh: '被退回的登记重新提交', en: 'A rejected registration is submitted again' })
  @Answers(enterpriseViewSchema)
  @Refusals('enterprise/not-found', 'enterprise/not-your-enterprise', 'enterprise/move-not-legal')
  resubmit(
    @Param('creditCode', { schema: creditCodeParamSchema }) creditCode: string,
    @Body({ schema: submissionRequestSchema }) facts: SubmissionRequest,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) =>
      Reply.ok(enterpriseView(await this.registrations.resubmit(tx, creditCode, facts, caller), caller)),
    );
  }
}
