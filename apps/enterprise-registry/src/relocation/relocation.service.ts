import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf, traced } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { relocateEnterprise, type RelocationRequest } from './relocation.rules.js';

@Injectable()
export class RelocationService {
  constructor(
    private readonly enterprises: EnterpriseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async relocate(
    tx: Tx,
    creditCode: string,
    request: RelocationRequest,
    officer: Acting,
  ): Promise<Enterprise> {
    const enterprise = await this.enterprises.lock(tx, creditCode, officer);
    const relocated = relocateEnterprise(enterprise, request, { officer, now: this.clock.now() });
    await this.enterprises.save(tx, relocated.enterprise);
    outbox.append(tx, traced(relocated.event, officer));
    audit.append(tx, auditOf('relocate', officer, relocated.enterprise, enterprise));
    return relocated.enterprise;
  }
}
