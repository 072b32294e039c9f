import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { HolidayNoticeModule } from '../holiday-notice/holiday-notice.module.js';
import { IdentifierExceptionController } from './identifier-exception.controller.js';
import { RegistrationClockService } from './registration-clock.service.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationService } from './registration.service.js';

@Module({
  imports: [EnterpriseModule, DeadlineModule, HolidayNoticeModule],
  controllers: [RegistrationController, IdentifierExceptionController],
  providers: [RegistrationService, RegistrationClockService],
})
export class RegistrationModule {}
