import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { VerificationController } from './verification.controller.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [EnterpriseModule, EvidenceModule],
  controllers: [VerificationController],
  providers: [VerificationService],
})
export class VerificationModule {}
