import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { PolicyShelfService } from './policy-shelf.service.js';
import type { PolicyProposal, WrittenPolicy } from './policy.js';
import { PolicyRepository } from './policy.repository.js';
import { decidePolicy, type PolicyDecision, proposePolicy, rulingWith } from './policy.rules.js';

@Injectable()
export class PolicyService {
  constructor(
    private readonly database: Database,
    private readonly policies: PolicyRepository,
    private readonly shelf: PolicyShelfService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async propose(tx: Tx, written: WrittenPolicy, actor: Acting): Promise<PolicyProposal> {
    await this.policies.serialize(tx);
    const book = await this.shelf.within(tx);
    const now = this.clock.now();
    const proposal = proposePolicy(book, written, { actor, now });
    await this.policies.add(tx, proposal);
    audit.append(tx, auditOf('propose', actor, now, proposal));
    return proposal;
  }

  async decide(policyId: string, decision: PolicyDecision, actor: Acting): Promise<PolicyProposal> {
    const decided = await this.database.transaction(async (tx) => {
      await this.policies.serialize(tx);
      const proposal = await this.policies.lock(tx, policyId);
      const book = await this.shelf.within(tx);
      const now = this.clock.now();
      const after = decidePolicy(proposal, decision, { actor, now, book });
      if (after.status === 'approved') await this.policies.savePeriods(tx, rulingWith(book, after));
      await this.policies.save(tx, after);
      audit.append(tx, auditOf(decision.move, actor, now, after, proposal));
      return after;
    });
    await this.shelf.refresh();
    return decided;
  }
}

// The texts are in their row for ever; the chain names them by their hash.
function auditOf(action: string, actor: Acting, now: Date, after: PolicyProposal, before?: PolicyProposal) {
  const named = (proposal?: PolicyProposal) =>
    proposal && { ...proposal, text: undefined, goldenCases: undefined };
  const change = {
    action: `policy.${action}`,
    objectType: 'policy',
    objectId: after.policyId,
    before: named(before),
    after: named(after),
    reason: after.decisionReason,
  };
  return factAudit(change, actor, now);
}
