import { Answers, Caller, Permission, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  annualFactsPageSchema,
  annualFactsView,
  type AnnualFactsView,
  type ListQuery,
  listQuerySchema,
} from './annual-facts.dto.js';
import { AnnualFactsRepository, type YearPosition } from './annual-facts.repository.js';

@ApiTags('年度数据 annual facts')
@Controller('v1/annual-facts')
export class AnnualFactsListController {
  constructor(private readonly facts: AnnualFactsRepository) {}

  @Get()
  @Permission('fact.read')
  @Answers(annualFactsPageSchema)
  @Summary({ zh: '职责范围内待核验的年度数据', en: 'The years that wait in the scope of the caller' })
  async list(
    @Query({ schema: listQuerySchema }) { status, district, after, limit }: ListQuery,
    @Caller() caller: Actor,
  ): Promise<{ items: AnnualFactsView[]; next?: string }> {
    const query = { status, district, limit, after: after === undefined ? undefined : positionOf(after) };
    const items = await this.facts.list(query, caller);
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      items: items.map(annualFactsView),
      ...(last && { next: `${last.creditCode}.${last.fiscalYear}` }),
    };
  }
}

function positionOf(text: string): YearPosition {
  const [creditCode = '', fiscalYear] = text.split('.');
  return { creditCode, fiscalYear: Number(fiscalYear) };
}
