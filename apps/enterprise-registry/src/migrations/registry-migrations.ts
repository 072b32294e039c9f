import { auditMigrations, type Migration } from '@gusu/database';
import { idempotencyMigrations } from '@gusu/http';
import { messagingMigrations } from '@gusu/messaging';
import { Enterprise1700000001000 } from './1700000001-enterprise.js';
import { EnterpriseSearch1700000002000 } from './1700000002-enterprise-search.js';
import { EnterpriseImport1700000003000 } from './1700000003-enterprise-import.js';
import { EnterpriseNameForm1700000004000 } from './1700000004-enterprise-name-form.js';
import { NameIndex1700000005000 } from './1700000005-name-index.js';
import { Evidence1700000101000 } from './1700000101-evidence.js';
import { AnnualFacts1700000102000 } from './1700000102-annual-facts.js';
import { IntellectualProperty1700000103000 } from './1700000103-intellectual-property.js';
import { Dossier1700000104000 } from './1700000104-dossier.js';
import { CreditEvent1700000105000 } from './1700000105-credit-event.js';
import { EnterpriseProfile1700000106000 } from './1700000106-enterprise-profile.js';
import { Qualification1700000121000 } from './1700000121-qualification.js';
import { Policy1700000141000 } from './1700000141-policy.js';
import { Assessment1700000122000 } from './1700000122-assessment.js';
import { PublicNotice1700000123000 } from './1700000123-public-notice.js';
import { ExpertReview1700000124000 } from './1700000124-expert-review.js';
import { HolidayNotice1700000151000 } from './1700000151-holiday-notice.js';
import { WorklistDue1700000152000 } from './1700000152-worklist-due.js';
import { ApplicationBatch1700000153000 } from './1700000153-application-batch.js';
import { ObjectionExtension1700000154000 } from './1700000154-objection-extension.js';
import { Worklist1700000125000 } from './1700000125-worklist.js';
import { PolicyPeriod1700000171000 } from './1700000171-policy-period.js';
import { IdentifierException1700000181000 } from './1700000181-identifier-exception.js';
import { HandlingLimit1700000182000 } from './1700000182-handling-limit.js';

export const registryMigrations: Migration[] = [
  ...auditMigrations,
  ...messagingMigrations,
  ...idempotencyMigrations,
  Enterprise1700000001000,
  EnterpriseSearch1700000002000,
  EnterpriseImport1700000003000,
  EnterpriseNameForm1700000004000,
  NameIndex1700000005000,
  Evidence1700000101000,
  AnnualFacts1700000102000,
  IntellectualProperty1700000103000,
  Dossier1700000104000,
  CreditEvent1700000105000,
  EnterpriseProfile1700000106000,
  Qualification1700000121000,
  Policy1700000141000,
  Assessment1700000122000,
  PublicNotice1700000123000,
  ExpertReview1700000124000,
  Worklist1700000125000,
  HolidayNotice1700000151000,
  PolicyPeriod1700000171000,
  WorklistDue1700000152000,
  ApplicationBatch1700000153000,
  ObjectionExtension1700000154000,
  IdentifierException1700000181000,
  HandlingLimit1700000182000,
];
