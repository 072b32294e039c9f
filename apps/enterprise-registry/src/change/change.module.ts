import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { ChangeController } from './change.controller.js';
import { ChangeService } from './change.service.js';

@Module({ imports: [EnterpriseModule], controllers: [ChangeController], providers: [ChangeService] })
export class ChangeModule {}
