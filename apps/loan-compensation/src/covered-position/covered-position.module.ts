import { Module } from '@nestjs/common';
import { FuseRepository } from '../fuse/fuse.repository.js';
import { PolicyVersionModule } from '../loan-policy/policy-version.module.js';
import { CoveredPositionController } from './covered-position.controller.js';
import { CoveredPositionRepository } from './covered-position.repository.js';
import { CoveredPositionService } from './covered-position.service.js';

@Module({
  imports: [PolicyVersionModule],
  controllers: [CoveredPositionController],
  providers: [CoveredPositionRepository, CoveredPositionService, FuseRepository],
  exports: [CoveredPositionRepository, CoveredPositionService, FuseRepository],
})
export class CoveredPositionModule {}
