import { Module } from '@nestjs/common';
import { PolicyVersionController } from './policy-version.controller.js';
import { PolicyVersionRepository } from './policy-version.repository.js';
import { PolicyVersionService } from './policy-version.service.js';

@Module({
  controllers: [PolicyVersionController],
  providers: [PolicyVersionRepository, PolicyVersionService],
  exports: [PolicyVersionRepository],
})
export class PolicyVersionModule {}
