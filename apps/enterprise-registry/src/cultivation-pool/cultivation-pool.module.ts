import { Module } from '@nestjs/common';
import { CultivationPoolController } from './cultivation-pool.controller.js';
import { CultivationPoolRepository } from './cultivation-pool.repository.js';

@Module({
  controllers: [CultivationPoolController],
  providers: [CultivationPoolRepository],
  exports: [CultivationPoolRepository],
})
export class CultivationPoolModule {}
