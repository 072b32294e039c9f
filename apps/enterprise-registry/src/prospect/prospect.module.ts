import { Module } from '@nestjs/common';
import { FactSheetModule } from '../fact-sheet/fact-sheet.module.js';
import { QualificationModule } from '../qualification/qualification.module.js';
import { ProspectController } from './prospect.controller.js';

@Module({ imports: [FactSheetModule, QualificationModule], controllers: [ProspectController] })
export class ProspectModule {}
