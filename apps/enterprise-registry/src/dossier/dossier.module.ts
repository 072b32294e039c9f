import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { DossierController } from './dossier.controller.js';
import { DossierListController } from './dossier-list.controller.js';
import { DossierRepository } from './dossier.repository.js';
import { DossierService } from './dossier.service.js';

@Module({
  imports: [EnterpriseModule, EvidenceModule],
  controllers: [DossierController, DossierListController],
  providers: [DossierRepository, DossierService],
  exports: [DossierRepository],
})
export class DossierModule {}
