import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { Assessor, PolicyBook } from '@gusu/policies';
import { type Actor, CLOCK, type Clock, today } from '@gusu/values';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FactSheetRepository } from '../fact-sheet/fact-sheet.repository.js';
import { type ProspectQuery, prospectQuerySchema, prospectView, prospectViewSchema } from './prospect.dto.js';

@ApiTags('对标 prospect')
@Controller('v1/enterprises/:creditCode/prospects')
export class ProspectController {
  constructor(
    private readonly sheets: FactSheetRepository,
    private readonly policies: PolicyBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('prospect.read')
  @Refusals('enterprise/not-found')
  @Answers(prospectViewSchema)
  @Summary({
    zh: '我在哪一级：全部认定项目一次评估，并给出可及的下一级',
    en: 'Where an enterprise stands for every programme at once, and the next rungs within its reach',
  })
  async get(
    @Param('creditCode') creditCode: string,
    @Query({ schema: prospectQuerySchema }) { on = today(this.clock) }: ProspectQuery,
    @Caller() caller: Actor,
  ) {
    const sheet = await this.sheets.getInside(creditCode, on, caller);
    return prospectView(new Assessor(this.policies, on).assess(sheet), sheet, on);
  }
}
