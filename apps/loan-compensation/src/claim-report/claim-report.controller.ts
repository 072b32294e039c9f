import { Answers, Permission, Summary } from '@gusu/http';
import { type Clock, CLOCK, today } from '@gusu/values';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { csvOf } from './claim-report.js';
import * as dto from './claim-report.dto.js';
import { ClaimReportRepository } from './claim-report.repository.js';

const CSV = 'text/csv; charset=utf-8';
const AS_CSV = {
  description: 'UTF-8 带 BOM；金额以元和分各列一栏',
  content: { 'text/csv': { schema: { type: 'string' as const } } },
};

/** R2, R4 and R5 of funding.md §16; each also as a file for a spreadsheet. */
@ApiTags('补偿报表 claim reports')
@Controller('v1/claim-reports')
export class ClaimReportController {
  constructor(
    private readonly reports: ClaimReportRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('pools')
  @Permission('claim-report.read')
  @Answers(dto.poolReportSchema)
  @Summary({ zh: 'R2 资金池总览', en: 'What stands on the accounts of each pool (R2)' })
  async pools(@Query({ schema: dto.reportQuerySchema }) { on = today(this.clock) }: dto.ReportQuery) {
    return { on, items: await this.reports.pools(on) };
  }

  @Get('pools.csv')
  @Permission('claim-report.read')
  @ApiOkResponse(AS_CSV)
  @Summary({ zh: 'R2 资金池总览（CSV）', en: 'The accounts of each pool, as CSV (R2)' })
  async poolsFile(@Query({ schema: dto.reportQuerySchema }) { on = today(this.clock) }: dto.ReportQuery) {
    return file('pools', csvOf(await this.reports.pools(on), dto.POOL_COLUMNS));
  }

  @Get('ages')
  @Permission('claim-report.read')
  @Answers(dto.claimAgeReportSchema)
  @Summary({ zh: 'R4 补偿案件时效', en: 'How long claims take against their clocks (R4)' })
  async ages(@Query({ schema: dto.reportQuerySchema }) { on = today(this.clock) }: dto.ReportQuery) {
    return { on, items: await this.reports.ages(on), refusals: await this.reports.refusals() };
  }

  @Get('ages.csv')
  @Permission('claim-report.read')
  @ApiOkResponse(AS_CSV)
  @Summary({ zh: 'R4 补偿案件时效（CSV）', en: 'How long claims take, as CSV (R4)' })
  async agesFile(@Query({ schema: dto.reportQuerySchema }) { on = today(this.clock) }: dto.ReportQuery) {
    return file('claim-ages', csvOf(await this.reports.ages(on), dto.AGE_COLUMNS));
  }

  @Get('recoveries')
  @Permission('claim-report.read')
  @Answers(dto.recoveryReportSchema)
  @Summary({ zh: 'R5 追偿台账', en: 'What was paid and has come back (R5)' })
  async recoveries(@Query({ schema: dto.reportQuerySchema }) { on = today(this.clock) }: dto.ReportQuery) {
    const items = await this.reports.recoveries(on);
    const sumOf = (of: 'paidFen' | 'recoveredFen' | 'remainingFen') =>
      items.reduce((sum, item) => sum + item[of], 0n);
    const totals = { paidFen: sumOf('paidFen'), recoveredFen: sumOf('recoveredFen') };
    return { on, ...totals, remainingFen: sumOf('remainingFen'), items };
  }

  @Get('recoveries.csv')
  @Permission('claim-report.read')
  @ApiOkResponse(AS_CSV)
  @Summary({ zh: 'R5 追偿台账（CSV）', en: 'What was paid and has come back, as CSV (R5)' })
  async recoveriesFile(
    @Query({ schema: dto.reportQuerySchema }) { on = today(this.clock) }: dto.ReportQuery,
  ) {
    return file('recoveries', csvOf(await this.reports.recoveries(on), dto.RECOVERY_COLUMNS));
  }
}

function file(name: string, text: string): StreamableFile {
  return new StreamableFile(Buffer.from(text, 'utf8'), {
    type: CSV,
    disposition: `attachment; filename=${name}.csv`,
  });
}
