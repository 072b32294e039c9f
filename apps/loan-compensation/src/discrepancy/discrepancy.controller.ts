import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './discrepancy.dto.js';
import { DiscrepancyRepository } from './discrepancy.repository.js';
import { DiscrepancyService } from './discrepancy.service.js';

@ApiTags('数据异常 discrepancies')
@Controller('v1')
export class DiscrepancyController {
  constructor(
    private readonly service: DiscrepancyService,
    private readonly exceptions: DiscrepancyRepository,
  ) {}

  @Get('discrepancies')
  @Permission('discrepancy.read')
  @Answers(dto.exceptionsSchema)
  @Summary({
    zh: '数据异常，期限近者在前；银行仅见本行',
    en: 'Discrepancies, the most urgent first; a bank sees its own',
  })
  async list(
    @Query({ schema: dto.exceptionQuerySchema }) query: dto.ExceptionQuery,
    @Caller() caller: Actor,
  ) {
    return { items: (await this.exceptions.list(query, caller)).map(dto.exceptionView) };
  }

  @Post('discrepancies/:discrepancyId/acceptance')
  @HttpCode(200)
  @Permission('discrepancy.resolve')
  @Answers(dto.exceptionViewSchema)
  @Refusals('discrepancy/not-found', 'discrepancy/not-open')
  @Summary({ zh: '认可现状并说明理由', en: 'Take the data as they are, with a reason' })
  async accept(
    @Param({ schema: dto.exceptionPathSchema }) { discrepancyId }: { discrepancyId: string },
    @Body({ schema: dto.acceptanceRequestSchema }) { reason }: dto.AcceptanceRequest,
    @Caller() caller: Actor,
  ) {
    return dto.exceptionView(await this.service.accept(discrepancyId, reason, caller));
  }
}
