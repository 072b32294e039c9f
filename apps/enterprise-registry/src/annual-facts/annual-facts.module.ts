import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { AnnualFactsController } from './annual-facts.controller.js';
import { AnnualFactsListController } from './annual-facts-list.controller.js';
import { AnnualFactsRepository } from './annual-facts.repository.js';
import { AnnualFactsService } from './annual-facts.service.js';

@Module({
  imports: [EnterpriseModule, EvidenceModule],
  controllers: [AnnualFactsController, AnnualFactsListController],
  providers: [AnnualFactsRepository, AnnualFactsService],
  exports: [AnnualFactsRepository],
})
export class AnnualFactsModule {}
