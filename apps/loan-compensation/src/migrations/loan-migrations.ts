import { auditMigrations } from '@gusu/database';
import { idempotencyMigrations } from '@gusu/http';
import { messagingMigrations } from '@gusu/messaging';
import { Loan1700000001000 } from './1700000001-loan.js';
import { LoanTail1700000002000 } from './1700000002-loan-tail.js';
import { EventConfirmation1700000011000 } from './1700000011-event-confirmation.js';
import { EnterpriseStanding1700000021000 } from './1700000021-enterprise-standing.js';
import { LoanPolicy1700000031000 } from './1700000031-loan-policy.js';
import { LprQuote1700000032000 } from './1700000032-lpr-quote.js';
import { Pool1700000033000 } from './1700000033-pool.js';
import { Discrepancy1700000051000 } from './1700000051-discrepancy.js';
import { Callback1700000052000 } from './1700000052-callback.js';
import { ClosedLoan1700000053000 } from './1700000053-closed-loan.js';
import { LoanFiling1700000071000 } from './1700000071-loan-filing.js';
import { CoveredPosition1700000072000 } from './1700000072-covered-position.js';
import { FilingEnd1700000073000 } from './1700000073-filing-end.js';
import { Claim1700000081000 } from './1700000081-claim.js';
import { Compensation1700000082000 } from './1700000082-compensation.js';
import { IdentifierException1700000091000 } from './1700000091-identifier-exception.js';

export const loanMigrations = [
  ...auditMigrations,
  ...messagingMigrations,
  ...idempotencyMigrations,
  Loan1700000001000,
  LoanTail1700000002000,
  EventConfirmation1700000011000,
  EnterpriseStanding1700000021000,
  LoanPolicy1700000031000,
  LprQuote1700000032000,
  Pool1700000033000,
  Discrepancy1700000051000,
  Callback1700000052000,
  ClosedLoan1700000053000,
  LoanFiling1700000071000,
  CoveredPosition1700000072000,
  FilingEnd1700000073000,
  Claim1700000081000,
  Compensation1700000082000,
  IdentifierException1700000091000,
];
