import { Caller, Idempotency, type IdempotencyKey, Idempotent, Permission, Reply } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterpriseView, type EnterpriseView } from '../enterprise/enterprise.dto.js';
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
  @ApiOperation({
    summary: '企业登记，待所在板块核验 An enterprise registers itself; its district verifies it',
    description: '一次返回全部缺陷。 Every defect is named at once.',
  })
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
  @ApiOperation({ summary: '被退回的登记重新提交 A rejected registration is submitted again' })
  async resubmit(
    @Param('creditCode') creditCode: string,
    @Body({ schema: submissionRequestSchema }) facts: SubmissionRequest,
    @Caller() caller: Actor,
  ): Promise<EnterpriseView> {
    return enterpriseView(await this.registrations.resubmit(creditCode, facts, caller), caller);
  }
}
