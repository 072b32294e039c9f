import { refuse } from '@gusu/contracts';
import { Answers, Caller, HandlerTimeout, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  copyPageSchema,
  copyPageViewSchema,
  copyRebuildSchema,
  copySummarySchema,
  copyViewSchema,
  type CopyPageQuery,
  type CopyPageView,
  type CopySummaryView,
  type EnterpriseCopyView,
} from './enterprise-copy.dto.js';
import { EnterpriseCopyRepository } from './enterprise-copy.repository.js';
import { EnterpriseStandingRepository } from './enterprise-standing.repository.js';
import { type EnterpriseStandingView, standingViewSchema } from './enterprise-standing.dto.js';
import { EnterpriseCopyService, type CopyRebuild } from './enterprise-copy.service.js';

const REBUILD_MILLIS = 10 * 60_000;

@ApiTags('企业副本 enterprise copy')
@Controller('v1/enterprise-copies')
export class EnterpriseCopyController {
  constructor(
    private readonly service: EnterpriseCopyService,
    private readonly copies: EnterpriseCopyRepository,
    private readonly standings: EnterpriseStandingRepository,
  ) {}

  @Get('summary')
  @Permission('enterprise-copy.read')
  @Answers(copySummarySchema)
  @Summary({ zh: '副本中的企业数', en: 'How many enterprises the copy holds' })
  async summary(): Promise<CopySummaryView> {
    return { count: await this.copies.count() };
  }

  @Get()
  @Permission('enterprise-copy.read')
  @Answers(copyPageViewSchema)
  @Summary({ zh: '副本分页', en: 'The copy, page by page' })
  async page(@Query({ schema: copyPageSchema }) { cursor, limit }: CopyPageQuery): Promise<CopyPageView> {
    const items = await this.copies.page(cursor, limit);
    return { items, next: items.length === limit ? (items.at(-1)?.creditCode ?? null) : null };
  }

  @Get(':creditCode')
  @Permission('enterprise-copy.read')
  @Answers(copyViewSchema)
  @Refusals('enterprise/not-found')
  @Summary({ zh: '副本中的一家企业', en: 'One enterprise of the copy' })
  async find(@Param('creditCode') creditCode: string): Promise<EnterpriseCopyView> {
    const found = await this.copies.find(creditCode);
    if (!found) throw refuse('enterprise/not-found', { creditCode });
    return found;
  }

  @Get(':creditCode/standing')
  @Permission('enterprise-copy.read')
  @Answers(standingViewSchema)
  @Refusals('enterprise/not-found')
  @Summary({
    zh: '副本所知的称号、营收档与信用',
    en: 'Titles, revenue bands and credit as the copy knows them',
  })
  async standing(@Param('creditCode') creditCode: string): Promise<EnterpriseStandingView> {
    await this.find(creditCode);
    return this.standings.standing(creditCode);
  }

  /** Needs no Idempotency-Key: a second rebuild finds nothing to correct. */
  @Post('rebuild')
  @HttpCode(200)
  @HandlerTimeout(REBUILD_MILLIS)
  @Permission('enterprise-copy.rebuild')
  @Answers(copyRebuildSchema)
  @Refusals('service/outcome-unknown')
  @Summary({ zh: '由企业库的事件日志重建副本', en: 'Rebuild the copy from the event log of the registry' })
  rebuild(@Caller() actor: Actor): Promise<CopyRebuild> {
    return this.service.rebuild(actor);
  }
}
