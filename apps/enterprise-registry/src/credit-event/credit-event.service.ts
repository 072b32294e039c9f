import { refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock, type LocalDate } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import { EvidenceRepository } from '../evidence/evidence.repository.js';
import { unknownEvidence } from '../evidence/evidence.rules.js';
import type { CreditEvent, CreditRecord } from './credit-event.js';
import { CreditEventRepository } from './credit-event.repository.js';
import { recordCreditEvent, removeCreditEvent } from './credit-event.rules.js';

@Injectable()
export class CreditEventService {
  constructor(
    private readonly database: Database,
    private readonly insiders: InsiderRepository,
    private readonly creditEvents: CreditEventRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async record(tx: Tx, creditCode: string, record: CreditRecord, actor: Acting): Promise<CreditEvent> {
    const enterprise = await this.insiders.lock(tx, creditCode, actor);
    const known = await this.evidence.known(tx, creditCode, record.evidenceIds);
    const facts = { enterprise, actor, now: this.clock.now() };
    const recording = { ...record, creditEventId: randomUUID() };
    const recorded = recordCreditEvent(recording, unknownEvidence(record.evidenceIds, known), facts);
    const { creditEvent, event } = recorded;
    const inserted = await this.creditEvents.insert(tx, [creditEvent]);
    if (inserted.size === 0) throw refuse('credit-event/already-recorded', { creditCode });
    outbox.append(tx, traced(event, actor));
    audit.append(tx, creditAudit('record', actor, facts.now, creditEvent));
    return creditEvent;
  }

  remove(
    { creditCode, creditEventId }: { creditCode: string; creditEventId: string },
    removal: { removedOn: LocalDate; reason: string },
    actor: Acting,
  ): Promise<CreditEvent> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const before = await this.creditEvents.get(tx, creditCode, creditEventId);
      const now = this.clock.now();
      const { creditEvent, event } = removeCreditEvent(before, removal, { enterprise, actor, now });
      await this.creditEvents.saveRemoval(tx, creditEvent);
      outbox.append(tx, traced(event, actor));
      audit.append(tx, creditAudit('remove', actor, now, creditEvent, before));
      return creditEvent;
    });
  }
}

/** The audit entry of one change of what stands against an enterprise. */
export function creditAudit(
  action: string,
  actor: Acting,
  now: Date,
  after: CreditEvent,
  before?: CreditEvent,
) {
  const change = {
    action: `credit-event.${action}`,
    objectType: 'credit-event',
    objectId: after.creditEventId,
    before,
    after,
    reason: action === 'remove' ? after.removalReason : undefined,
  };
  return factAudit(change, actor, now);
}
