import { Caller, Permission } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterpriseView, type EnterpriseView } from '../enterprise/enterprise.dto.js';
import { standingRequestSchema } from './standing.dto.js';
import type { StandingMove, StandingRequest } from './standing.rules.js';
import { StandingService } from './standing.service.js';

const schema = standingRequestSchema;

@ApiTags('存续状态 standing')
@Controller('v1/enterprises/:creditCode')
export class StandingController {
  constructor(private readonly standings: StandingService) {}

  @Post('suspension')
  @HttpCode(200)
  @Permission('enterprise.cancel')
  @ApiOperation({ summary: '身份存疑，暂停 Suspend while the identity is in doubt' })
  suspend(
    @Param('creditCode') code: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
  ) {
    return this.change('suspend', code, request, caller);
  }

  @Post('reinstatement')
  @HttpCode(200)
  @Permission('enterprise.cancel')
  @ApiOperation({ summary: '恢复存续 Reinstate after a suspension' })
  reinstate(
    @Param('creditCode') code: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
  ) {
    return this.change('reinstate', code, request, caller);
  }

  @Post('cancellation')
  @HttpCode(200)
  @Permission('enterprise.cancel')
  @ApiOperation({ summary: '注销 Cancel' })
  cancel(
    @Param('creditCode') code: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
  ) {
    return this.change('cancel', code, request, caller);
  }

  @Post('revocation')
  @HttpCode(200)
  @Permission('enterprise.cancel')
  @ApiOperation({ summary: '吊销 Revoke' })
  revoke(
    @Param('creditCode') code: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
  ) {
    return this.change('revoke', code, request, caller);
  }

  @Post('departure')
  @HttpCode(200)
  @Permission('enterprise.cancel')
  @ApiOperation({ summary: '迁出本市 Record that the enterprise left the city' })
  moveOut(
    @Param('creditCode') code: string,
    @Body({ schema }) request: StandingRequest,
    @Caller() caller: Actor,
  ) {
    return this.change('moveOut', code, request, caller);
  }

  private async change(
    move: StandingMove,
    creditCode: string,
    request: StandingRequest,
    caller: Actor,
  ): Promise<EnterpriseView> {
    return enterpriseView(await this.standings.change(creditCode, move, request, caller), caller);
  }
}
