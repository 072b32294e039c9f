import { Module } from '@nestjs/common';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { RelocationController } from './relocation.controller.js';
import { RelocationService } from './relocation.service.js';

@Module({ imports: [EnterpriseModule], controllers: [RelocationController], providers: [RelocationService] })
export class RelocationModule {}
