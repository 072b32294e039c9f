import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { LedgerLine } from './ledger.js';
import { LedgerRepository } from './ledger.repository.js';
import { decideTopUp, type RequestedTopUp, requestTopUp } from './pool-top-up.rules.js';
import type { PoolTopUp, RiskPool, TOP_UP_MOVES } from './pool.js';
import { PoolRepository } from './pool.repository.js';

type OpenedPool = Omit<RiskPool, 'ledgerVersion' | 'openedBy' | 'openedAt'>;

/** Risk pools and the capital that is paid into them. Locks: pool → top-up → ledger. */
@Injectable()
export class PoolService {
  constructor(
    private readonly database: Database,
    private readonly pools: PoolRepository,
    private readonly ledger: LedgerRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async open(tx: Tx, opened: OpenedPool, actor: Actor): Promise<RiskPool> {
    const pool = { ...opened, ledgerVersion: 0n, openedBy: actor.id, openedAt: this.clock.now() };
    await this.pools.insert(tx, pool);
    this.record(tx, actor, 'pool.open', pool.poolCode, opened);
    return pool;
  }

  async requestTopUp(
    tx: Tx,
    poolCode: string,
    requested: Omit<RequestedTopUp, 'topUpId'>,
    actor: Actor,
  ): Promise<PoolTopUp> {
    const pool = await this.pools.lock(tx, poolCode);
    const acting = { actorId: actor.id, now: this.clock.now() };
    const topUp = requestTopUp(pool, { topUpId: randomUUID(), ...requested }, acting);
    await this.pools.insertTopUp(tx, topUp);
    this.record(tx, actor, 'pool-top-up.request', topUp.topUpId, topUp);
    return topUp;
  }

  decideTopUp(
    of: { poolCode: string; topUpId: string },
    decision: keyof typeof TOP_UP_MOVES,
    actor: Actor,
  ): Promise<PoolTopUp> {
    return this.database.transaction(async (tx) => {
      await this.pools.lock(tx, of.poolCode);
      const requested = await this.pools.lockTopUp(tx, of.poolCode, of.topUpId);
      const { topUp, lines } = decideTopUp(requested, decision, { actorId: actor.id, now: this.clock.now() });
      await this.pools.decideTopUp(tx, topUp);
      if (lines.length > 0) await this.post(tx, topUp, lines);
      this.record(tx, actor, `pool-top-up.${decision}`, topUp.topUpId, topUp);
      return topUp;
    });
  }

  private async post(tx: Tx, topUp: PoolTopUp, lines: readonly LedgerLine[]): Promise<void> {
    const { poolCode, topUpId: reference, valueOn, decidedBy, requestedBy } = topUp;
    const postedBy = decidedBy ?? requestedBy;
    const posted = {
      poolCode,
      kind: 'topUp' as const,
      reference,
      valueOn,
      postedBy,
      postedAt: this.clock.now(),
    };
    outbox.append(tx, await this.ledger.post(tx, { ...posted, lines }));
  }

  private record(tx: Tx, actor: Actor, action: string, objectId: string, after: object): void {
    const objectType = action.startsWith('pool.') ? 'pool' : 'poolTopUp';
    audit.append(tx, {
      at: this.clock.now().toISOString(),
      actorId: actor.id,
      action,
      objectType,
      objectId,
      after,
    });
  }
}
