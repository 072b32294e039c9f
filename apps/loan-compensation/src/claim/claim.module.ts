import { Database } from '@gusu/database';
import { CLOCK } from '@gusu/http';
import type { Clock } from '@gusu/values';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AuditPackageController } from '../audit-package/audit-package.controller.js';
import { AuditPackageRepository } from '../audit-package/audit-package.repository.js';
import { EventRecorderService } from '../bank-event/event-recorder.service.js';
import { CapRepository } from '../cap/cap.repository.js';
import { CoveredPositionModule } from '../covered-position/covered-position.module.js';
import { DiscrepancyModule } from '../discrepancy/discrepancy.module.js';
import { FilingModule } from '../filing/filing.module.js';
import { PolicyVersionModule } from '../loan-policy/policy-version.module.js';
import { LedgerRepository } from '../pool/ledger.repository.js';
import { PoolModule } from '../pool/pool.module.js';
import { PoolRepository } from '../pool/pool.repository.js';
import { CompensationBookService } from '../recovery/compensation-book.service.js';
import { CompensationRepository } from '../recovery/compensation.repository.js';
import { RecoveryCloseService } from '../recovery/recovery-close.service.js';
import { RecoveryController } from '../recovery/recovery.controller.js';
import { RecoveryRecordService } from '../recovery/recovery-record.service.js';
import { RemittanceRepository } from '../recovery/remittance.repository.js';
import { RemittanceService } from '../recovery/remittance.service.js';
import { ClaimCaseRepository } from './claim-case.repository.js';
import { ClaimClockService } from './claim-clock.service.js';
import { ClaimController } from './claim.controller.js';
import { ClaimFormulaService } from './claim-formula.service.js';
import { ClaimGroundRepository } from './claim-ground.repository.js';
import { ClaimPaymentService } from './claim-payment.service.js';
import { ClaimRepository } from './claim.repository.js';
import { ClaimReportController } from '../claim-report/claim-report.controller.js';
import { ClaimReportRepository } from '../claim-report/claim-report.repository.js';
import { ClaimReserveService } from './claim-reserve.service.js';
import { ClaimReviewController } from './claim-review.controller.js';
import { ClaimReviewService } from './claim-review.service.js';
import { ClaimService } from './claim.service.js';
import { ClaimStepService } from './claim-step.service.js';

const payments = {
  provide: ClaimPaymentService,
  inject: [
    Database,
    ClaimCaseRepository,
    ClaimStepService,
    ClaimFormulaService,
    ClaimReserveService,
    CompensationBookService,
    EventRecorderService,
    LedgerRepository,
    RemittanceRepository,
    CLOCK,
  ],
  useFactory: (
    database: Database,
    cases: ClaimCaseRepository,
    steps: ClaimStepService,
    formula: ClaimFormulaService,
    ...[reserves, books, recorder, ledger, remittances, clock]: [
      ClaimReserveService,
      CompensationBookService,
      EventRecorderService,
      LedgerRepository,
      RemittanceRepository,
      Clock,
    ]
  ) =>
    new ClaimPaymentService(
      database,
      cases,
      steps,
      { formula, reserves, books, recorder, ledger, remittances },
      clock,
    ),
};

const clocks = {
  provide: ClaimClockService,
  inject: [
    Database,
    ClaimCaseRepository,
    ClaimStepService,
    CompensationBookService,
    CompensationRepository,
    RemittanceRepository,
    CLOCK,
  ],
  useFactory: (
    database: Database,
    cases: ClaimCaseRepository,
    steps: ClaimStepService,
    books: CompensationBookService,
    ...[compensations, remittances, clock]: [CompensationRepository, RemittanceRepository, Clock]
  ) => new ClaimClockService(database, cases, steps, { books, compensations, remittances }, clock),
};

const remittances = {
  provide: RemittanceService,
  inject: [Database, RemittanceRepository, PoolRepository, LedgerRepository, ClaimRepository, CLOCK],
  useFactory: (
    database: Database,
    owed: RemittanceRepository,
    pools: PoolRepository,
    ledger: LedgerRepository,
    ...[claims, clock]: [ClaimRepository, Clock]
  ) => new RemittanceService(database, owed, { pools, ledger, claims }, clock),
};

const closing = {
  provide: RecoveryCloseService,
  inject: [
    Database,
    ClaimCaseRepository,
    CompensationBookService,
    CompensationRepository,
    RemittanceRepository,
    CLOCK,
  ],
  useFactory: (
    database: Database,
    cases: ClaimCaseRepository,
    books: CompensationBookService,
    compensations: CompensationRepository,
    ...[owed, clock]: [RemittanceRepository, Clock]
  ) => new RecoveryCloseService(database, cases, books, { compensations, remittances: owed }, clock),
};

/** A claim and what becomes of the money it brought each need what the other wrote, so the two slices are one module. */
@Module({})
export class ClaimModule {
  /** @param loans the module that records bank events and folds loans */
  static of(loans: Type): DynamicModule {
    return {
      module: ClaimModule,
      imports: [
        loans,
        CoveredPositionModule,
        DiscrepancyModule,
        FilingModule,
        PolicyVersionModule,
        PoolModule,
      ],
      controllers: [
        ClaimController,
        ClaimReviewController,
        RecoveryController,
        AuditPackageController,
        ClaimReportController,
      ],
      providers: [
        ...[CapRepository, ClaimRepository, ClaimGroundRepository, ClaimCaseRepository],
        ...[CompensationRepository, RemittanceRepository, AuditPackageRepository, ClaimReportRepository],
        ...[ClaimStepService, ClaimReserveService, ClaimFormulaService, ClaimService, ClaimReviewService],
        ...[RecoveryRecordService, CompensationBookService],
        ...[payments, clocks, remittances, closing],
      ],
    };
  }
}
