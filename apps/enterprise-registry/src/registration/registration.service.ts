import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { CalendarRepository } from '../holiday-notice/calendar.repository.js';
import type { RegistrationApplication } from './registration.js';
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
    const isNew = await this.enterprises.insert(tx, draft);
    if (!isNew) throw refuse('enterprise/already-registered', { creditCode: draft.creditCode });
    await this.enterprises.expectVerification(tx, draft.creditCode, verificationDueOn(draft, calendar));
    audit.append(tx, auditOf('register', registrant, draft));
    return draft;
  }

  async resubmit(
    tx: Tx,
    creditCode: string,
    application: Omit<RegistrationApplication, 'creditCode'>,
    registrant: Acting,
  ): Promise<Enterprise> {
    const enterprise = await this.enterprises.lock(tx, creditCode, registrant);
    const { now, calendar } = await this.calendars.deciding(tx, registrant);
    const facts = { registrant, now };
    const draft = resubmitEnterprise(enterprise, { ...application, creditCode }, facts);
    await this.enterprises.save(tx, draft);
    await this.enterprises.expectVerification(tx, draft.creditCode, verificationDueOn(draft, calendar));
    audit.append(tx, auditOf('resubmit', registrant, draft, enterprise));
    return draft;
  }
}
