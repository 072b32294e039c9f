import { Module } from '@nestjs/common';
import { PolicyVersionModule } from '../loan-policy/policy-version.module.js';
import { PoolModule } from '../pool/pool.module.js';
import { EntitlementController } from './entitlement.controller.js';
import { EntitlementRepository } from './entitlement.repository.js';

@Module({
  imports: [PolicyVersionModule, PoolModule],
  controllers: [EntitlementController],
  providers: [EntitlementRepository],
})
export class EntitlementModule {}
