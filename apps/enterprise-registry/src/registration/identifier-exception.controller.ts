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
import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { enterpriseView, enterpriseViewSchema } from '../enterprise/enterprise.dto.js';
import { exceptionRequestSchema } from './registration.dto.js';
import { RegistrationService } from './registration.service.js';
import type { ExceptionApplication } from './registration.js';

@ApiTags('登记 registration')
@Controller('v1/identifier-exceptions')
export class IdentifierExceptionController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Permission('enterprise.register-by-exception')
  @Summary({
    zh: '例外登记：代码未通过校验的企业，须说明理由并由另一人凭营业执照核验',
    en: 'Register an enterprise whose code fails its check characters; another officer verifies it with the licence',
  })
  @Answers(enterpriseViewSchema, { status: 201, description: '已登记，待核验 Registered, to be verified' })
  @Refusals('enterprise/already-registered', 'enterprise/code-in-order')
  register(
    @Body({ schema: exceptionRequestSchema }) application: ExceptionApplication,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const draft = await this.registrations.registerByException(tx, application, caller);
      return Reply.created(enterpriseView(draft, caller), `/v1/enterprises/${draft.creditCode}`);
    });
  }
}
