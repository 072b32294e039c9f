import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, CLOCK, type Clock, today } from '@gusu/values';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type FactSheetQuery,
  factSheetQuerySchema,
  factSheetView,
  type FactSheetView,
  factSheetViewSchema,
} from './fact-sheet.dto.js';
import { FactSheetRepository } from './fact-sheet.repository.js';

@ApiTags('事实表 fact sheet')
@Controller('v1/enterprises/:creditCode/fact-sheet')
export class FactSheetController {
  constructor(
    private readonly sheets: FactSheetRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('fact.read')
  @Refusals('enterprise/not-found')
  @Answers(factSheetViewSchema)
  @Summary({
    zh: '事实表：政策在某日所见的全部内容及其来源',
    en: 'Everything that policies see of an enterprise on a day and where it comes from',
  })
  async get(
    @Param('creditCode', { schema: z.string().max(64) }) creditCode: string,
    @Query({ schema: factSheetQuerySchema }) { on = today(this.clock) }: FactSheetQuery,
    @Caller() caller: Actor,
  ): Promise<FactSheetView> {
    return factSheetView(await this.sheets.getInside(creditCode, on, caller), on);
  }
}
