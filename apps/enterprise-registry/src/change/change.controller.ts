import { Caller, Permission } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterpriseView, type EnterpriseView } from '../enterprise/enterprise.dto.js';
import { changeRequestSchema } from './change.dto.js';
import { ChangeService } from './change.service.js';
import type { ChangeRequest } from './change.js';

@ApiTags('变更 change')
@Controller('v1/enterprises')
export class ChangeController {
  constructor(private readonly changes: ChangeService) {}

  @Post(':creditCode/change')
  @HttpCode(200)
  @Permission('enterprise.change')
  @ApiOperation({ summary: '登记事项变更，原名称留存 Facts change; a former name is kept with its last day' })
  async change(
    @Param('creditCode') creditCode: string,
    @Body({ schema: changeRequestSchema }) request: ChangeRequest,
    @Caller() caller: Actor,
  ): Promise<EnterpriseView> {
    return enterpriseView(await this.changes.change(creditCode, request, caller), caller);
  }
}
