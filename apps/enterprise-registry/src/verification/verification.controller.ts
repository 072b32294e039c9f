import { Caller, Permission } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterpriseView, type EnterpriseView } from '../enterprise/enterprise.dto.js';
import { verificationRequestSchema } from './verification.dto.js';
import type { VerificationDecision } from './verification.rules.js';
import { VerificationService } from './verification.service.js';

@ApiTags('核验 verification')
@Controller('v1/enterprises')
export class VerificationController {
  constructor(private readonly verifications: VerificationService) {}

  @Post(':creditCode/verification')
  @HttpCode(200)
  @Permission('enterprise.verify')
  @ApiOperation({
    summary:
      '板块核验登记：通过或说明理由退回 The district accepts a registration or rejects it with reasons',
  })
  async verify(
    @Param('creditCode') creditCode: string,
    @Body({ schema: verificationRequestSchema }) decision: VerificationDecision,
    @Caller() caller: Actor,
  ): Promise<EnterpriseView> {
    return enterpriseView(await this.verifications.verify(creditCode, decision, caller), caller);
  }
}
