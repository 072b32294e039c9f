import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import type { RegistrationApplication } from './registration.js';
import { registerEnterprise, resubmitEnterprise } from './registration.rules.js';

@Injectable()
export class RegistrationService {
  constructor(
    private readonly enterprises: EnterpriseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A draft is not announced: other services learn of an enterprise when it is verified. */
  async register(tx: Tx, application: RegistrationApplication, registrant: Acting): Promise<Enterprise> {
    const draft = registerEnterprise(application, { registrant, now: this.clock.now() });
    const isNew = await this.enterprises.insert(tx, draft);
    if (!isNew) throw refuse('enterprise/already-registered', { creditCode: draft.creditCode });
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
    const facts = { registrant, now: this.clock.now() };
    const draft = resubmitEnterprise(enterprise, { ...application, creditCode }, facts);
    await this.enterprises.save(tx, draft);
    audit.append(tx, auditOf('resubmit', registrant, draft, enterprise));
    return draft;
  }
}
