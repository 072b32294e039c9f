import { PolicyBook, shippedPolicies } from '@gusu/policies';
import { Module } from '@nestjs/common';
import { FactSheetModule } from '../fact-sheet/fact-sheet.module.js';
import { NearNextRungController } from './near-next-rung.controller.js';
import { NearNextRungService } from './near-next-rung.service.js';
import { PolicyController } from './policy.controller.js';
import { PolicyRepository } from './policy.repository.js';
import { PolicyService } from './policy.service.js';
import { PolicyShelfService } from './policy-shelf.service.js';
import { PreviewController } from './preview.controller.js';
import { PreviewService } from './preview.service.js';

/** Whoever judges enterprises asks the {@link PolicyBook} of this module; it is kept current under their hands. */
@Module({
  imports: [FactSheetModule],
  controllers: [PolicyController, PreviewController, NearNextRungController],
  providers: [
    { provide: PolicyBook, useFactory: shippedPolicies },
    PolicyRepository,
    PolicyShelfService,
    PolicyService,
    PreviewService,
    NearNextRungService,
  ],
  exports: [PolicyBook],
})
export class PolicyModule {}
