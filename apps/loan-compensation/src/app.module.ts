import { Database } from '@gusu/database';
import { CLOCK } from '@gusu/http';
import { MessagingModule, ReadModels, type TransportSettings } from '@gusu/messaging';
import type { Clock } from '@gusu/values';
import { type DynamicModule, Module } from '@nestjs/common';
import { BankEventController } from './bank-event/bank-event.controller.js';
import { BankEventRepository } from './bank-event/bank-event.repository.js';
import { BankEventService } from './bank-event/bank-event.service.js';
import { EventRecorderService } from './bank-event/event-recorder.service.js';
import { EventStreamController } from './bank-event/event-stream.controller.js';
import { EventStreamService } from './bank-event/event-stream.service.js';
import { LoanCoverService } from './bank-event/loan-cover.service.js';
import { WaitingFilingService } from './bank-event/waiting-filing.service.js';
import { ClaimModule } from './claim/claim.module.js';
import { CallbackModule } from './callback/callback.module.js';
import type { CallbackSettings } from './callback/callback.js';
import { ConfirmationController } from './confirmation/confirmation.controller.js';
import { ConfirmationRepository } from './confirmation/confirmation.repository.js';
import { ConfirmationService } from './confirmation/confirmation.service.js';
import { CoveredPositionModule } from './covered-position/covered-position.module.js';
import { CoveredPositionService } from './covered-position/covered-position.service.js';
import { DiscrepancyModule } from './discrepancy/discrepancy.module.js';
import { DeadLetterController } from './dead-letter/dead-letter.controller.js';
import { EnterpriseCopyController } from './enterprise-copy/enterprise-copy.controller.js';
import { EnterpriseCopyRepository } from './enterprise-copy/enterprise-copy.repository.js';
import { EnterpriseCopyService } from './enterprise-copy/enterprise-copy.service.js';
import { EntitlementModule } from './entitlement/entitlement.module.js';
import { EnterpriseConsumer } from './enterprise-copy/enterprise.consumer.js';
import { EnterpriseStandingConsumer } from './enterprise-copy/enterprise-standing.consumer.js';
import { EnterpriseStandingRepository } from './enterprise-copy/enterprise-standing.repository.js';
import { FilingDecisionService } from './filing/filing-decision.service.js';
import { FilingModule } from './filing/filing.module.js';
import { FilingRepository } from './filing/filing.repository.js';
import { FuseModule } from './fuse/fuse.module.js';
import { LoanController } from './loan/loan.controller.js';
import { LoanRepository } from './loan/loan.repository.js';
import { PolicyVersionModule } from './loan-policy/policy-version.module.js';
import { LprQuoteModule } from './lpr-quote/lpr-quote.module.js';
import { PartnerBankModule } from './partner-bank/partner-bank.module.js';
import { PartnerBankService } from './partner-bank/partner-bank.service.js';
import { PoolModule } from './pool/pool.module.js';
import { ProgrammeModule } from './programme/programme.module.js';
import { ReportModule } from './report/report.module.js';
import { SecretBox } from './partner-bank/secret-box.js';

export const SERVICE = 'loan-compensation';

/** The key under which banks' secrets are kept. */
@Module({})
class SecretModule {
  static with(secret: string): DynamicModule {
    const box = { provide: SecretBox, useFactory: () => new SecretBox(secret) };
    return { module: SecretModule, global: true, providers: [box], exports: [SecretBox] };
  }
}

/** Copy, filing, loan and bank event meet in one transaction, so they are one module. */
@Module({
  imports: [PartnerBankModule, FilingModule, CoveredPositionModule],
  controllers: [
    EnterpriseCopyController,
    EnterpriseConsumer,
    EnterpriseStandingConsumer,
    BankEventController,
    EventStreamController,
    ConfirmationController,
    LoanController,
    DeadLetterController,
  ],
  providers: [
    EnterpriseCopyRepository,
    EnterpriseStandingRepository,
    LoanRepository,
    BankEventRepository,
    ConfirmationRepository,
    {
      provide: EventRecorderService,
      inject: [Database, BankEventRepository, EnterpriseCopyRepository, LoanCoverService, CLOCK],
      useFactory: (
        database: Database,
        events: BankEventRepository,
        copies: EnterpriseCopyRepository,
        covers: LoanCoverService,
        clock: Clock,
      ) => new EventRecorderService(database, events, copies, covers, clock),
    },
    {
      provide: LoanCoverService,
      inject: [FilingDecisionService, FilingRepository, CoveredPositionService],
      useFactory: (
        decisions: FilingDecisionService,
        filings: FilingRepository,
        positions: CoveredPositionService,
      ) => new LoanCoverService(decisions, filings, positions),
    },
    {
      provide: WaitingFilingService,
      inject: [BankEventRepository, EventRecorderService],
      useFactory: (events: BankEventRepository, recorder: EventRecorderService) =>
        new WaitingFilingService(events, recorder),
    },
    {
      provide: EnterpriseCopyService,
      inject: [ReadModels, EnterpriseCopyRepository, WaitingFilingService, CLOCK],
      useFactory: (
        models: ReadModels,
        copies: EnterpriseCopyRepository,
        waiting: WaitingFilingService,
        clock: Clock,
      ) => new EnterpriseCopyService(models, copies, waiting, clock),
    },
    {
      provide: ConfirmationService,
      inject: [Database, ConfirmationRepository, EventRecorderService, PartnerBankService, CLOCK],
      useFactory: (
        database: Database,
        confirmations: ConfirmationRepository,
        recorder: EventRecorderService,
        banks: PartnerBankService,
        clock: Clock,
      ) => new ConfirmationService(database, confirmations, recorder, banks, clock),
    },
    {
      provide: BankEventService,
      inject: [PartnerBankService, EventRecorderService, CLOCK],
      useFactory: (banks: PartnerBankService, recorder: EventRecorderService, clock: Clock) =>
        new BankEventService(banks, recorder, clock),
    },
    {
      provide: EventStreamService,
      inject: [PartnerBankService, EventRecorderService, CLOCK],
      useFactory: (banks: PartnerBankService, recorder: EventRecorderService, clock: Clock) =>
        new EventStreamService(banks, recorder, clock),
    },
  ],
  exports: [BankEventRepository, EventRecorderService],
})
class LoanModule {}

@Module({})
export class AppModule {
  static with(
    transport: TransportSettings,
    secret: string,
    callbacks: CallbackSettings = { isLoopbackAllowed: false },
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        MessagingModule.forRoot({ service: SERVICE, transport }),
        SecretModule.with(secret),
        CallbackModule.with(callbacks),
        FilingModule,
        CoveredPositionModule,
        FuseModule,
        DiscrepancyModule,
        LoanModule,
        PolicyVersionModule,
        LprQuoteModule,
        PoolModule,
        EntitlementModule,
        ClaimModule.of(LoanModule),
        ProgrammeModule,
        ReportModule,
      ],
    };
  }
}
