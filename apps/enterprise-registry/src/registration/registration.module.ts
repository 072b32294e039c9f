import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { HolidayNoticeModule } from '../holiday-notice/holiday-notice.module.js';
import { IdentifierExceptionController } from './identifier-exception.controller.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationService } from './registration.service.js';

@Module({
  imports: [EnterpriseModule, HolidayNoticeModule],
  controllers: [RegistrationController, IdentifierExceptionController],
  providers: [RegistrationService],
})
export class RegistrationModule {}
