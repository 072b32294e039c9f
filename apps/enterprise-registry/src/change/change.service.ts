import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf, traced } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import type { ChangeRequest } from './change.js';
import { changeEnterprise, confirmChange } from './change.rules.js';

@Injectable()
export class ChangeService {
  constructor(
    private readonly enterprises: EnterpriseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async change(tx: Tx, creditCode: string, request: ChangeRequest, actor: Acting): Promise<Enterprise> {
    const enterprise = await this.enterprises.lock(tx, creditCode, actor);
    const changed = changeEnterprise(enterprise, request, { actor, now: this.clock.now() });
    await this.enterprises.save(tx, changed.enterprise);
    outbox.append(tx, traced(changed.event, actor));
    audit.append(tx, auditOf('change', actor, changed.enterprise, enterprise));
    return changed.enterprise;
  }

  async confirm(tx: Tx, creditCode: string, officer: Acting): Promise<Enterprise> {
    const enterprise = await this.enterprises.lock(tx, creditCode, officer);
    const confirmed = confirmChange(enterprise, { officer, now: this.clock.now() });
    await this.enterprises.save(tx, confirmed.enterprise);
    outbox.append(tx, traced(confirmed.event, officer));
    audit.append(tx, auditOf('confirm', officer, confirmed.enterprise, enterprise));
    return confirmed.enterprise;
  }
}
