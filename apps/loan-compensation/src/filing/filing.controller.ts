import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { filingView, filingViewSchema } from './filing.dto.js';
import { FilingRepository } from './filing.repository.js';

@ApiTags('备案 filings')
@Controller('v1/filings')
export class FilingController {
  constructor(private readonly filings: FilingRepository) {}

  @Get(':filingNo')
  @Permission('filing.read')
  @Answers(filingViewSchema)
  @Refusals('filing/not-found')
  @Summary({ zh: '一笔备案及其绑定条款', en: 'One filing with the terms bound to it' })
  async get(@Param('filingNo') filingNo: string, @Caller() caller: Actor) {
    return filingView(await this.filings.get(filingNo, caller));
  }
}
