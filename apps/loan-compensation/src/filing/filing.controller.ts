import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type FilingPage,
  filingPageSchema,
  filingsSchema,
  filingView,
  filingViewSchema,
} from './filing.dto.js';
import { FilingRepository } from './filing.repository.js';

@ApiTags('备案 filings')
@Controller('v1/filings')
export class FilingController {
  constructor(private readonly filings: FilingRepository) {}

  @Get()
  @Permission('filing.read')
  @Answers(filingsSchema)
  @Summary({
    zh: '备案清单：银行、企业、板块各见其所属',
    en: 'Filings page by page: a bank, an enterprise and a district see their own',
  })
  async list(@Query({ schema: filingPageSchema }) page: FilingPage, @Caller() caller: Actor) {
    const items = await this.filings.list(page, caller);
    const next = items.length === page.limit ? (items.at(-1)?.filingNo ?? null) : null;
    return { items: items.map(filingView), next };
  }

  @Get(':filingNo')
  @Permission('filing.read')
  @Answers(filingViewSchema)
  @Refusals('filing/not-found')
  @Summary({ zh: '一笔备案及其绑定条款', en: 'One filing with the terms bound to it' })
  async get(@Param('filingNo') filingNo: string, @Caller() caller: Actor) {
    return filingView(await this.filings.get(filingNo, caller));
  }
}
