import { Module } from '@nestjs/common';
import { EnterpriseController } from './enterprise.controller.js';
import { EnterpriseRepository } from './enterprise.repository.js';

@Module({
  controllers: [EnterpriseController],
  providers: [EnterpriseRepository],
  exports: [EnterpriseRepository],
})
export class EnterpriseModule {}
