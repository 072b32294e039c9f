import { Module } from '@nestjs/common';
import { DeadlineRepository } from './deadline.repository.js';
import { DeadlineService } from './deadline.service.js';

@Module({ providers: [DeadlineRepository, DeadlineService], exports: [DeadlineService] })
export class DeadlineModule {}
