import { audit, Database } from '@gusu/database';
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
    private readonly database: Database,
    private readonly enterprises: EnterpriseRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  change(
    creditCode: string,
    move: StandingMove,
    request: StandingRequest,
    officer: Acting,
  ): Promise<Enterprise> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.enterprises.lock(tx, creditCode, officer);
      const changed = changeStanding(enterprise, move, request, { officer, now: this.clock.now() });
      await this.enterprises.save(tx, changed.enterprise);
      outbox.append(tx, traced(changed.event, officer));
      audit.append(tx, auditOf(move, officer, changed.enterprise, enterprise, request.reason));
      return changed.enterprise;
    });
  }
}
