import { Module } from '@nestjs/common';
import { LedgerRepository } from './ledger.repository.js';
import { PoolController } from './pool.controller.js';
import { PoolRepository } from './pool.repository.js';
import { PoolService } from './pool.service.js';

@Module({
  controllers: [PoolController],
  providers: [PoolRepository, LedgerRepository, PoolService],
  exports: [PoolRepository, LedgerRepository],
})
export class PoolModule {}
