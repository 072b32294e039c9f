import { CLOCK } from '@gusu/http';
import { Module } from '@nestjs/common';
import { EnterpriseController } from './enterprise.controller.js';
import { EnterpriseRepository } from './enterprise.repository.js';

@Module({
  controllers: [EnterpriseController],
  providers: [EnterpriseRepository, { provide: 'CLOCK', useExisting: CLOCK }],
  exports: [EnterpriseRepository, 'CLOCK'],
})
export class EnterpriseModule {}
