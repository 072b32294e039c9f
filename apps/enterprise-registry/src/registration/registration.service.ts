import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import { registerByException } from './identifier-exception.rules.js';
import type { ExceptionApplication, RegistrationApplication, ResubmittedFacts } from './registration.js';
import { registerEnterprise, resubmitEnterprise, verificationDueOn } from './registration.rules.js';

@Injectable()
export class RegistrationService {
  constructor(
    private readonly enterprises: EnterpriseRepository,
    private readonly calendars: CalendarRepository,
  ) {}

  /** A draft is not announced: other services learn of an enterprise when it is verified. */
  async register(tx: Tx, application: RegistrationApplication, registrant: Acting): Promise<Enterprise> {
    const { now, calendar } = await this.calendars.deciding(tx, registrant);
    const draft = registerEnterprise(application, { registrant, now });
    await this.insert(tx, draft, verificationDueOn(draft, calendar));
    audit.append(tx, auditOf('register', registrant, draft));
    return draft;
  }

  /** Another officer verifies it, as every draft, but only once the paper with the code is there. */
  async registerByException(tx: Tx, application: ExceptionApplication, officer: Acting): Promise<Enterprise> {
    const { now, calendar } = await this.calendars.deciding(tx, officer);
    const draft = registerByException(application, { officer, now });
    await this.insert(tx, draft, verificationDueOn(draft, calendar));
    const reason = application.checkOverrideReason;
    audit.append(tx, auditOf('registerByException', officer, draft, undefined, reason));
    return draft;
  }

  async resubmit(
    tx: Tx,
    creditCode: string,
    application: ResubmittedFacts,
    registrant: Acting,
  ): Promise<Enterprise> {
    const enterprise = await this.enterprises.lock(tx, creditCode, registrant);
    const { now, calendar } = await this.calendars.deciding(tx, registrant);
    const facts = { registrant, now };
    const draft = resubmitEnterprise(enterprise, application, facts);
    await this.enterprises.save(tx, draft);
    await this.enterprises.expectVerification(tx, draft.creditCode, verificationDueOn(draft, calendar));
    audit.append(tx, auditOf('resubmit', registrant, draft, enterprise));
    return draft;
  }

  private async insert(tx: Tx, draft: Enterprise, verifyBy: LocalDate | undefined): Promise<void> {
    const isNew = await this.enterprises.insert(tx, draft);
    if (!isNew) throw refuse('enterprise/already-registered', { creditCode: draft.creditCode });
    await this.enterprises.expectVerification(tx, draft.creditCode, verifyBy);
  }
}
