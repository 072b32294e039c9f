import { Module } from '@nestjs/common';
import { PolicyVersionModule } from '../loan-policy/policy-version.module.js';
import { CoveredPositionModule } from '../covered-position/covered-position.module.js';
import { FilingClockService } from './filing-clock.service.js';
import { FilingDecisionService } from './filing-decision.service.js';
import { FilingDueRepository } from './filing-due.repository.js';
import { FilingEndService } from './filing-end.service.js';
import { FilingGroundRepository } from './filing-ground.repository.js';
import { FilingRoomController } from './filing-room.controller.js';
import { FilingRoomRepository } from './filing-room.repository.js';
import { FilingController } from './filing.controller.js';
import { FilingRepository } from './filing.repository.js';
import { RevocationController } from './revocation.controller.js';
import { RevocationRepository } from './revocation.repository.js';
import { RevocationService } from './revocation.service.js';

@Module({
  imports: [PolicyVersionModule, CoveredPositionModule],
  controllers: [FilingController, FilingRoomController, RevocationController],
  providers: [
    FilingRepository,
    FilingGroundRepository,
    FilingDueRepository,
    FilingRoomRepository,
    FilingDecisionService,
    FilingEndService,
    FilingClockService,
    RevocationRepository,
    RevocationService,
  ],
  exports: [FilingRepository, FilingDecisionService],
})
export class FilingModule {}
