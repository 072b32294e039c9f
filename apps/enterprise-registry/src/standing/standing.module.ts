import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { StandingController } from './standing.controller.js';
import { StandingService } from './standing.service.js';

@Module({ imports: [EnterpriseModule], controllers: [StandingController], providers: [StandingService] })
export class StandingModule {}
