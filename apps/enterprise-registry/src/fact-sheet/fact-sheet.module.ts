import { Module } from '@nestjs/common';
import { FactSheetController } from './fact-sheet.controller.js';
import { FactSheetRepository } from './fact-sheet.repository.js';

@Module({
  controllers: [FactSheetController],
  providers: [FactSheetRepository],
  exports: [FactSheetRepository],
})
export class FactSheetModule {}
