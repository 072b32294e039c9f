import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import type { Batch, BatchCall, BatchMove } from './batch.js';
import { BatchRepository } from './batch.repository.js';
import { decideBatch, proposeBatch } from './batch.rules.js';

@Injectable()
export class BatchService {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async propose(tx: Tx, call: BatchCall, actor: Acting): Promise<Batch> {
    const now = this.clock.now();
    const batch = proposeBatch(call, { batchId: randomUUID(), actor, now });
    await this.batches.insert(tx, batch);
    audit.append(tx, auditOf('propose', actor, now, batch));
    return batch;
  }

  decide(batchId: string, decision: { move: BatchMove; reason?: string }, actor: Acting): Promise<Batch> {
    return this.database.transaction(async (tx) => {
      const batch = await this.batches.lock(tx, batchId);
      const now = this.clock.now();
      const decided = decideBatch(batch, decision, { actor, now });
      await this.batches.save(tx, decided);
      audit.append(tx, auditOf(decision.move, actor, now, decided, batch));
      return decided;
    });
  }
}

function auditOf(action: string, actor: Acting, now: Date, after: Batch, before?: Batch) {
  const change = {
    action: `batch.${action}`,
    objectType: 'batch',
    objectId: after.batchId,
    before,
    after,
    reason: after.decisionReason,
  };
  return factAudit(change, actor, now);
}
