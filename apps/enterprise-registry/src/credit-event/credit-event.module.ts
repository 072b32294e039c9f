import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { CreditEventController } from './credit-event.controller.js';
import { CreditEventRepository } from './credit-event.repository.js';
import { CreditEventService } from './credit-event.service.js';
import { CreditListController } from './credit-list.controller.js';
import { CreditListService } from './credit-list.service.js';

@Module({
  imports: [EnterpriseModule, EvidenceModule],
  controllers: [CreditEventController, CreditListController],
  providers: [CreditEventRepository, CreditEventService, CreditListService],
  exports: [CreditEventRepository],
})
export class CreditEventModule {}
