import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceRepository } from './evidence.repository.js';
import { EvidenceService } from './evidence.service.js';
import { EvidenceUploadService } from './evidence-upload.service.js';

@Module({
  imports: [EnterpriseModule, DeadlineModule],
  controllers: [EvidenceController],
  providers: [EvidenceRepository, EvidenceService, EvidenceUploadService],
  exports: [EvidenceRepository],
})
export class EvidenceModule {}
