import { Module } from '@nestjs/common';
import { BatchController } from './batch.controller.js';
import { BatchRepository } from './batch.repository.js';
import { BatchService } from './batch.service.js';

@Module({
  controllers: [BatchController],
  providers: [BatchRepository, BatchService],
  exports: [BatchRepository],
})
export class BatchModule {}
