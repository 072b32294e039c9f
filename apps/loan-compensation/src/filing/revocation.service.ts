import { refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { FilingDueRepository } from './filing-due.repository.js';
import { FilingEndService, type LockedFiling } from './filing-end.service.js';
import { RevocationRepository } from './revocation.repository.js';
import { decideRevocation, requestRevocation } from './revocation.rules.js';
import type { Revocation, REVOCATION_MOVES } from './revocation.js';

/** Revokes filings by decision of two officers. Locks: loan → filing → revocation → covered positions. */
@Injectable()
export class RevocationService {
  constructor(
    private readonly database: Database,
    private readonly due: FilingDueRepository,
    private readonly revocations: RevocationRepository,
    private readonly ends: FilingEndService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async request(
    tx: Tx,
    filingNo: string,
    requested: Pick<Revocation, 'docNo' | 'reason'>,
    actor: Actor,
  ): Promise<Revocation> {
    const { filing } = await this.lock(tx, filingNo);
    const acting = { actorId: actor.id, now: this.clock.now() };
    const revocation = requestRevocation(filing, { revocationId: randomUUID(), ...requested }, acting);
    await this.revocations.insert(tx, revocation);
    this.record(tx, actor, 'filing-revocation.request', revocation);
    return revocation;
  }

  decide(
    of: { filingNo: string; revocationId: string },
    decision: keyof typeof REVOCATION_MOVES,
    actor: Actor,
  ): Promise<Revocation> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const locked = await this.lock(tx, of.filingNo);
      const requested = await this.revocations.lock(tx, of.filingNo, of.revocationId);
      const decided = decideRevocation(requested, decision, locked.filing, { actorId: actor.id, now });
      await this.revocations.decide(tx, decided);
      this.record(tx, actor, `filing-revocation.${decision}`, decided);
      const facts = { endedBy: actor.id, ending: 'foundWrong', endReason: decided.reason, now } as const;
      if (decision === 'grant') await this.ends.endWithPosition(tx, locked, 'revoke', facts);
      return decided;
    });
  }

  private async lock(tx: Tx, filingNo: string): Promise<LockedFiling> {
    const locked = await this.due.lockOne(tx, filingNo);
    if (!locked) throw refuse('filing/not-found', { filingNo });
    return locked;
  }

  private record(tx: Tx, actor: Actor, action: string, revocation: Revocation): void {
    audit.append(tx, {
      at: this.clock.now().toISOString(),
      actorId: actor.id,
      action,
      objectType: 'filingRevocation',
      objectId: revocation.revocationId,
      after: revocation,
    });
  }
}
