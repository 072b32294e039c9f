import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { EnterpriseProfileController } from './enterprise-profile.controller.js';
import { EnterpriseProfileListController } from './enterprise-profile-list.controller.js';
import { EnterpriseProfileRepository } from './enterprise-profile.repository.js';
import { EnterpriseProfileService } from './enterprise-profile.service.js';

@Module({
  imports: [EnterpriseModule, EvidenceModule],
  controllers: [EnterpriseProfileController, EnterpriseProfileListController],
  providers: [EnterpriseProfileRepository, EnterpriseProfileService],
  exports: [EnterpriseProfileRepository],
})
export class EnterpriseProfileModule {}
