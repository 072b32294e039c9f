import { Injectable } from '@nestjs/common';
import { FuseBoardService } from '../fuse/fuse-board.service.js';
import { distanceTo, measureOf, ratioText, readFuse, stressed } from '../fuse/fuse.rules.js';
import { PoolRepository } from '../pool/pool.repository.js';
import { FILING_REPORTS, type FilingReportId } from './filing-report.js';
import { FilingReportRepository, type Period } from './filing-report.repository.js';
import type { Report, ReportRow } from './report.js';

const NEXT_OVERDUE = 3;

/** Fills the reports on filings with their rows. */
@Injectable()
export class FilingReportService {
  constructor(
    private readonly reports: FilingReportRepository,
    private readonly pools: PoolRepository,
    private readonly board: FuseBoardService,
  ) {}

  async report(reportId: FilingReportId, period: Period): Promise<Report> {
    return { reportId, ...FILING_REPORTS[reportId], rows: await this.rows(reportId, period) };
  }

  private rows(reportId: FilingReportId, period: Period): Promise<ReportRow[]> {
    switch (reportId) {
      case 'R1':
        return this.reports.filings(period);
      case 'R3':
        return this.fuses();
      case 'R7':
        return this.reports.exposures();
      case 'R12':
        return this.reports.policies();
      case 'R14':
        return this.reports.rates(period);
    }
  }

  private async fuses(): Promise<ReportRow[]> {
    const rows: ReportRow[] = [];
    for (const { poolCode } of await this.pools.list())
      for (const { position, policy, next } of await this.board.ofPool(poolCode, NEXT_OVERDUE)) {
        const measure = measureOf(position, policy.terms);
        const after = stressed(measure, next?.coveredFen ?? 0n, policy.terms);
        rows.push({
          poolCode,
          bankCode: position.bankCode,
          level: position.fuseLevel,
          readLevel: readFuse(measure, policy.terms).level,
          ...measure,
          ratioPercent: ratioText(measure),
          toWarnFen: distanceTo(policy.terms.fuseWarnBps, measure),
          toStopNewFen: distanceTo(policy.terms.fuseStopNewBps, measure),
          whatIfPercent: ratioText(after),
          whatIfLevel: after.level,
        });
      }
    return rows;
  }
}
