import { Module } from '@nestjs/common';
import { AssessmentModule } from '../assessment/assessment.module.js';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { FactSheetModule } from '../fact-sheet/fact-sheet.module.js';
import { HolidayNoticeModule } from '../holiday-notice/holiday-notice.module.js';
import { ObjectionController } from '../objection/objection.controller.js';
import { ObjectionRepository } from '../objection/objection.repository.js';
import { ObjectionService } from '../objection/objection.service.js';
import { QualificationModule } from '../qualification/qualification.module.js';
import { ConfirmationService } from './confirmation.service.js';
import { PublicNoticeClockService } from './public-notice-clock.service.js';
import { PublicNoticeController } from './public-notice.controller.js';
import { PublicNoticeRepository } from './public-notice.repository.js';
import { PublicNoticeService } from './public-notice.service.js';

// A notice and the objections to it hold each other's items, so the two slices are one module.
@Module({
  imports: [AssessmentModule, FactSheetModule, DeadlineModule, HolidayNoticeModule, QualificationModule],
  controllers: [PublicNoticeController, ObjectionController],
  providers: [
    PublicNoticeRepository,
    PublicNoticeService,
    ConfirmationService,
    PublicNoticeClockService,
    ObjectionRepository,
    ObjectionService,
  ],
})
export class PublicNoticeModule {}
