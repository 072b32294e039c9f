import { Module } from '@nestjs/common';
import { FuseModule } from '../fuse/fuse.module.js';
import { PoolModule } from '../pool/pool.module.js';
import { FilingReportRepository } from './filing-report.repository.js';
import { FilingReportService } from './filing-report.service.js';
import { ReportController } from './report.controller.js';

@Module({
  imports: [FuseModule, PoolModule],
  controllers: [ReportController],
  providers: [FilingReportRepository, FilingReportService],
})
export class ReportModule {}
