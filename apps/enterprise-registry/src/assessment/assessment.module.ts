import { Module } from '@nestjs/common';
import { AnnualFactsModule } from '../annual-facts/annual-facts.module.js';
import { BatchModule } from '../batch/batch.module.js';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { ExpertController } from '../expert-review/expert.controller.js';
import { ExpertRepository } from '../expert-review/expert.repository.js';
import { ExpertService } from '../expert-review/expert.service.js';
import { ExpertReviewController } from '../expert-review/expert-review.controller.js';
import { ExpertReviewRepository } from '../expert-review/expert-review.repository.js';
import { ExpertReviewService } from '../expert-review/expert-review.service.js';
import { FactSheetModule } from '../fact-sheet/fact-sheet.module.js';
import { HolidayNoticeModule } from '../holiday-notice/holiday-notice.module.js';
import { IntellectualPropertyModule } from '../intellectual-property/intellectual-property.module.js';
import { QualificationModule } from '../qualification/qualification.module.js';
import { AssessmentClockService } from './assessment-clock.service.js';
import { AssessmentController } from './assessment.controller.js';
import { AssessmentCopyController } from './assessment-copy.controller.js';
import { AssessmentRepository } from './assessment.repository.js';
import { AssessmentService } from './assessment.service.js';
import { CaseFileRepository } from './case-file.repository.js';
import { HandlingClockService } from './handling-clock.service.js';
import { HandlingLimitController } from './handling-limit.controller.js';
import { ReviewController } from './review.controller.js';
import { ReviewService } from './review.service.js';
import { ReviewedTitleRepository } from './reviewed-title.repository.js';
import { RulebookRepository } from './rulebook.repository.js';
import { SnapshotRepository } from './snapshot.repository.js';

// Officers' review and experts' review each read what the other wrote, so the two slices are one module.
@Module({
  imports: [
    EnterpriseModule,
    DeadlineModule,
    AnnualFactsModule,
    FactSheetModule,
    HolidayNoticeModule,
    BatchModule,
    IntellectualPropertyModule,
    QualificationModule,
  ],
  controllers: [
    AssessmentController,
    ReviewController,
    AssessmentCopyController,
    HandlingLimitController,
    ExpertController,
    ExpertReviewController,
  ],
  providers: [
    AssessmentRepository,
    SnapshotRepository,
    ReviewedTitleRepository,
    CaseFileRepository,
    RulebookRepository,
    AssessmentService,
    ReviewService,
    AssessmentClockService,
    HandlingClockService,
    ExpertRepository,
    ExpertReviewRepository,
    ExpertService,
    ExpertReviewService,
  ],
  exports: [CaseFileRepository, RulebookRepository],
})
export class AssessmentModule {}
