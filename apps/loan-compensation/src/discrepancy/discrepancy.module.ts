import { Module } from '@nestjs/common';
import { DiscrepancyController } from './discrepancy.controller.js';
import { DiscrepancyRepository } from './discrepancy.repository.js';
import { DiscrepancyService } from './discrepancy.service.js';

@Module({
  controllers: [DiscrepancyController],
  providers: [DiscrepancyRepository, DiscrepancyService],
  exports: [DiscrepancyRepository],
})
export class DiscrepancyModule {}
