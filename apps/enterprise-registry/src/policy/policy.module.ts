import { PolicyBook, shippedPolicies } from '@gusu/policies';
import { Module } from '@nestjs/common';
import { PolicyController } from './policy.controller.js';
import { PolicyRepository } from './policy.repository.js';
import { PolicyService } from './policy.service.js';
import { PolicyShelfService } from './policy-shelf.service.js';

/** Whoever judges enterprises asks the {@link PolicyBook} of this module; it is kept current under their hands. */
@Module({
  controllers: [PolicyController],
  providers: [
    { provide: PolicyBook, useFactory: shippedPolicies },
    PolicyRepository,
    PolicyShelfService,
    PolicyService,
  ],
  exports: [PolicyBook],
})
export class PolicyModule {}
