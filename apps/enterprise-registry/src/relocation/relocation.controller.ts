import { Caller, Permission } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterpriseView, type EnterpriseView } from '../enterprise/enterprise.dto.js';
import { relocationRequestSchema } from './relocation.dto.js';
import type { RelocationRequest } from './relocation.rules.js';
import { RelocationService } from './relocation.service.js';

@ApiTags('迁移 relocation')
@Controller('v1/enterprises')
export class RelocationController {
  constructor(private readonly relocations: RelocationService) {}

  @Post(':creditCode/relocation')
  @HttpCode(200)
  @Permission('enterprise.relocate')
  @ApiOperation({ summary: '跨板块迁移，自生效日起 An enterprise moves to another district from a day on' })
  async relocate(
    @Param('creditCode') creditCode: string,
    @Body({ schema: relocationRequestSchema }) request: RelocationRequest,
    @Caller() caller: Actor,
  ): Promise<EnterpriseView> {
    return enterpriseView(await this.relocations.relocate(creditCode, request, caller), caller);
  }
}
