import { Answers, Permission, Summary } from '@gusu/http';
import { type Clock, CLOCK, type LocalDate, parseLocalDate, today } from '@gusu/values';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { FilingReportService } from './filing-report.service.js';
import {
  type ReportPath,
  reportPathSchema,
  type ReportQuery,
  reportQuerySchema,
  reportSchema,
  reportView,
} from './report.dto.js';
import { csvOf } from './report.rules.js';

@ApiTags('报表 reports')
@Controller('v1/reports')
export class ReportController {
  constructor(
    private readonly reports: FilingReportService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':reportId')
  @Permission('report.read')
  @Answers(reportSchema)
  @Summary({ zh: '报表', en: 'One report: its columns, rows and totals' })
  async get(
    @Param({ schema: reportPathSchema }) { reportId }: ReportPath,
    @Query({ schema: reportQuerySchema }) asked: ReportQuery,
  ) {
    return reportView(await this.reports.report(reportId, this.period(asked)));
  }

  @Get(':reportId/csv')
  @Permission('report.read')
  @ApiOkResponse({
    description: 'UTF-8，含字节顺序标记 UTF-8 with a byte order mark',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @Summary({ zh: '报表 CSV，金额以元与分两列', en: 'The same rows as CSV, amounts in yuan and in fen' })
  async csv(
    @Param({ schema: reportPathSchema }) { reportId }: ReportPath,
    @Query({ schema: reportQuerySchema }) asked: ReportQuery,
  ): Promise<StreamableFile> {
    const report = await this.reports.report(reportId, this.period(asked));
    return new StreamableFile(Buffer.from(csvOf(report), 'utf8'), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${reportId}.csv"`,
    });
  }

  private period({ from, to }: ReportQuery): { from: LocalDate; to: LocalDate } {
    const on = today(this.clock);
    return { from: from ?? parseLocalDate(`${on.slice(0, 7)}-01`), to: to ?? on };
  }
}
