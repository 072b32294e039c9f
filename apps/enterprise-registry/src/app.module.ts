import { MessagingModule, type TransportSettings } from '@gusu/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { AnnualFactsModule } from './annual-facts/annual-facts.module.js';
import { AssessmentModule } from './assessment/assessment.module.js';
import { BatchModule } from './batch/batch.module.js';
import { ChangeModule } from './change/change.module.js';
import { CreditEventModule } from './credit-event/credit-event.module.js';
import { CultivationPoolModule } from './cultivation-pool/cultivation-pool.module.js';
import { DossierModule } from './dossier/dossier.module.js';
import { EnterpriseProfileModule } from './enterprise-profile/enterprise-profile.module.js';
import { EnterpriseModule } from './enterprise/enterprise.module.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { FactSheetModule } from './fact-sheet/fact-sheet.module.js';
import { FeedModule } from './feed/feed.module.js';
import { HolidayNoticeModule } from './holiday-notice/holiday-notice.module.js';
import { ImportModule } from './import/import.module.js';
import { IntellectualPropertyModule } from './intellectual-property/intellectual-property.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { ProspectModule } from './prospect/prospect.module.js';
import { PublicNoticeModule } from './public-notice/public-notice.module.js';
import { QualificationModule } from './qualification/qualification.module.js';
import { RegistrationModule } from './registration/registration.module.js';
import { RelocationModule } from './relocation/relocation.module.js';
import { SearchModule } from './search/search.module.js';
import { StandingModule } from './standing/standing.module.js';
import { VerificationModule } from './verification/verification.module.js';
import { WorklistModule } from './worklist/worklist.module.js';

export const SERVICE = 'enterprise-registry';

@Module({})
export class AppModule {
  static with(transport: TransportSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        MessagingModule.forRoot({ service: SERVICE, transport }),
        RegistrationModule,
        VerificationModule,
        ChangeModule,
        RelocationModule,
        StandingModule,
        SearchModule,
        FeedModule,
        ImportModule,
        EvidenceModule,
        AnnualFactsModule,
        IntellectualPropertyModule,
        DossierModule,
        CreditEventModule,
        EnterpriseProfileModule,
        FactSheetModule,
        PolicyModule,
        HolidayNoticeModule,
        BatchModule,
        QualificationModule,
        CultivationPoolModule,
        AssessmentModule,
        PublicNoticeModule,
        WorklistModule,
        ProspectModule,
        // Last: its routes with a credit code in them must not shadow those with a word in its place.
        EnterpriseModule,
      ],
    };
  }
}
