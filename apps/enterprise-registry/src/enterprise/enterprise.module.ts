import { Module } from '@nestjs/common';
import { EnterpriseController } from './enterprise.controller.js';
import { EnterpriseRepository } from './enterprise.repository.js';
import { InsiderRepository } from './insider.repository.js';

@Module({
  controllers: [EnterpriseController],
  providers: [EnterpriseRepository, InsiderRepository],
  exports: [EnterpriseRepository, InsiderRepository],
})
export class EnterpriseModule {}
