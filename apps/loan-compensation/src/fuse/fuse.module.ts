import { Module } from '@nestjs/common';
import { CoveredPositionModule } from '../covered-position/covered-position.module.js';
import { PolicyVersionModule } from '../loan-policy/policy-version.module.js';
import { PoolModule } from '../pool/pool.module.js';
import { FuseBoardService } from './fuse-board.service.js';
import { FuseClockService } from './fuse-clock.service.js';
import { FuseController } from './fuse.controller.js';
import { FuseService } from './fuse.service.js';
import { StressRepository } from './stress.repository.js';

@Module({
  imports: [CoveredPositionModule, PolicyVersionModule, PoolModule],
  controllers: [FuseController],
  providers: [StressRepository, FuseService, FuseBoardService, FuseClockService],
  exports: [FuseBoardService],
})
export class FuseModule {}
