import { Module } from '@nestjs/common';
import { PolicyVersionModule } from '../loan-policy/policy-version.module.js';
import { FilingDecisionService } from './filing-decision.service.js';
import { FilingGroundRepository } from './filing-ground.repository.js';
import { FilingController } from './filing.controller.js';
import { FilingRepository } from './filing.repository.js';

@Module({
  imports: [PolicyVersionModule],
  controllers: [FilingController],
  providers: [FilingRepository, FilingGroundRepository, FilingDecisionService],
  exports: [FilingRepository, FilingDecisionService],
})
export class FilingModule {}
