import { Module } from '@nestjs/common';
import { WorklistController } from './worklist.controller.js';
import { WorklistRepository } from './worklist.repository.js';

@Module({ controllers: [WorklistController], providers: [WorklistRepository] })
export class WorklistModule {}
