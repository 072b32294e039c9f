import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf, traced } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { changeStanding, type StandingMove, type StandingRequest } from './standing.rules.js';

@Injectable()
export class StandingService {
  constructor(
    private readonly enterprises: EnterpriseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async change(
    tx: Tx,
    creditCode: string,
    { move, ...request }: StandingRequest & { move: StandingMove },
    officer: Acting,
  ): Promise<Enterprise> {
    const enterprise = await this.enterprises.lock(tx, creditCode, officer);
    const changed = changeStanding(enterprise, move, request, { officer, now: this.clock.now() });
    await this.enterprises.save(tx, changed.enterprise);
    outbox.append(tx, traced(changed.event, officer));
    audit.append(tx, auditOf(move, officer, changed.enterprise, enterprise, request.reason.trim()));
    return changed.enterprise;
  }
}
