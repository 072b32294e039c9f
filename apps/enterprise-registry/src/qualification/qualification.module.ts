import { Module } from '@nestjs/common';
import { CultivationPoolModule } from '../cultivation-pool/cultivation-pool.module.js';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { QualificationClockService } from './qualification-clock.service.js';
import { QualificationController } from './qualification.controller.js';
import { QualificationRepository } from './qualification.repository.js';
import { QualificationService } from './qualification.service.js';
import { TitleBookRepository } from './title-book.repository.js';
import { TitleListController } from './title-list.controller.js';
import { TitleListService } from './title-list.service.js';

@Module({
  imports: [EnterpriseModule, PolicyModule, DeadlineModule, CultivationPoolModule],
  controllers: [TitleListController, QualificationController],
  providers: [
    QualificationRepository,
    TitleBookRepository,
    QualificationService,
    TitleListService,
    QualificationClockService,
  ],
  exports: [PolicyModule, QualificationRepository, TitleBookRepository],
})
export class QualificationModule {}
