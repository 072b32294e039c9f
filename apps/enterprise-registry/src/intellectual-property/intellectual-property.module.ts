import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { IntellectualPropertyController } from './intellectual-property.controller.js';
import { IntellectualPropertyListController } from './intellectual-property-list.controller.js';
import { IntellectualPropertyRepository } from './intellectual-property.repository.js';
import { IntellectualPropertyService } from './intellectual-property.service.js';

@Module({
  imports: [EnterpriseModule, EvidenceModule],
  controllers: [IntellectualPropertyController, IntellectualPropertyListController],
  providers: [IntellectualPropertyRepository, IntellectualPropertyService],
  exports: [IntellectualPropertyRepository],
})
export class IntellectualPropertyModule {}
