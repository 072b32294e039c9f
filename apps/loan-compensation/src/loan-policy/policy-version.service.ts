import { refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { readLoanPolicy, shippedLoanPolicies } from '@gusu/policies';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { PolicyVersion } from './policy-version.js';
import { PolicyVersionRepository } from './policy-version.repository.js';
import { approvePolicy, proposePolicy, withdrawPolicy } from './policy-version.rules.js';

const SHIPPED = 'system:shipped';

/** Versions of loan policies, from proposal to publication. */
@Injectable()
export class PolicyVersionService implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly versions: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Publishes what is shipped and not known yet. A shipped version that says something else than the known one stops the start. */
  async onApplicationBootstrap(): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const policy of shippedLoanPolicies().policies) {
        const known = await this.versions.lockProgramme(tx, policy.programme);
        const same = known.find((version) => version.policy.id === policy.id);
        if (same && same.policy.hash !== policy.hash)
          throw new Error(`${policy.id} was published already and says something else`);
        if (same) continue;
        const now = this.clock.now();
        const acting = { proposedBy: SHIPPED, proposedAt: now, publishedAt: now };
        const approvers = { firstApprovedBy: null, secondApprovedBy: null };
        const { to: effectiveTo } = policy.effective;
        const version = { policy, status: 'published', isShipped: true, effectiveTo } as const;
        await this.versions.insert(tx, { ...version, ...acting, ...approvers });
        this.record(tx, SHIPPED, 'publish', { ...version, ...acting, ...approvers });
      }
    });
  }

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async propose(tx: Tx, document: unknown, actor: Actor): Promise<PolicyVersion> {
    const read = readLoanPolicy(document, 'request');
    if ('defects' in read) {
      const defects = read.defects.map(({ pointer, detail }) => ({ pointer, code: 'POLICY_FIGURE', detail }));
      throw refuse('request/invalid', {}, defects);
    }
    const known = await this.versions.lockProgramme(tx, read.policy.programme);
    const latest = known.at(-1)?.policy.version ?? 0;
    const acting = { actorId: actor.id, now: this.clock.now() };
    const proposed = proposePolicy(read.policy, latest, acting);
    if (!(await this.versions.insert(tx, proposed))) throw refuse('loan-policy/version-taken');
    this.record(tx, actor.id, 'propose', proposed);
    return proposed;
  }

  approve(programme: string, version: number, actor: Actor): Promise<PolicyVersion> {
    return this.database.transaction(async (tx) => {
      const { known, one } = await this.lock(tx, programme, version);
      const published = known.filter((other) => other.status === 'published');
      const approved = approvePolicy(one, published, { actorId: actor.id, now: this.clock.now() });
      // The predecessor ends first: at no moment do two versions rule one day.
      if (approved.ended) await this.versions.update(tx, approved.ended);
      await this.versions.update(tx, approved.version);
      this.record(
        tx,
        actor.id,
        approved.version.status === 'published' ? 'publish' : 'approve',
        approved.version,
      );
      return approved.version;
    });
  }

  withdraw(programme: string, version: number, actor: Actor): Promise<PolicyVersion> {
    return this.database.transaction(async (tx) => {
      const { one } = await this.lock(tx, programme, version);
      const withdrawn = withdrawPolicy(one);
      await this.versions.update(tx, withdrawn);
      this.record(tx, actor.id, 'withdraw', withdrawn);
      return withdrawn;
    });
  }

  private async lock(tx: Tx, programme: string, version: number) {
    const known = await this.versions.lockProgramme(tx, programme);
    const one = known.find(({ policy }) => policy.version === version);
    if (!one) throw refuse('loan-policy/not-found', { programme, version });
    return { known, one };
  }

  private record(
    tx: Tx,
    actorId: string,
    verb: string,
    { policy, status, effectiveTo }: PolicyVersion,
  ): void {
    const at = this.clock.now().toISOString();
    const after = { hash: policy.hash, status, effectiveFrom: policy.effective.from, effectiveTo };
    audit.append(tx, {
      at,
      actorId,
      action: `loan-policy.${verb}`,
      objectType: 'loanPolicy',
      objectId: policy.id,
      after,
    });
  }
}
