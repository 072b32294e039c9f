import { Module } from '@nestjs/common';
import { CalendarRepository } from './calendar.repository.js';
import { HolidayNoticeController } from './holiday-notice.controller.js';
import { HolidayNoticeRepository } from './holiday-notice.repository.js';
import { HolidayNoticeService } from './holiday-notice.service.js';

@Module({
  controllers: [HolidayNoticeController],
  providers: [HolidayNoticeRepository, HolidayNoticeService, CalendarRepository],
  exports: [CalendarRepository],
})
export class HolidayNoticeModule {}
