import { FuseChanged, refuse } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { LoanPolicy } from '@gusu/policies';
import { type Actor, type Clock, CLOCK, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import type { MovedPosition } from '../covered-position/covered-position.js';
import { CoveredPositionRepository } from '../covered-position/covered-position.repository.js';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { decideLift, requestLift } from './fuse-lift.rules.js';
import { fuseId, fuseNews } from './fuse-news.js';
import type { FuseLift, LIFT_MOVES } from './fuse.js';
import { FuseRepository } from './fuse.repository.js';
import { measureOf } from './fuse.rules.js';

const MOST_MONTH_ENDS = 120;

/** Takes fuses back, by decision of two persons. Locks: pool → covered position → request. */
@Injectable()
export class FuseService {
  constructor(
    private readonly database: Database,
    private readonly positions: CoveredPositionRepository,
    private readonly fuses: FuseRepository,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async requestLift(
    tx: Tx,
    requested: Pick<FuseLift, 'poolCode' | 'bankCode' | 'docNo' | 'reason'>,
    actor: Actor,
  ): Promise<FuseLift> {
    const now = this.clock.now();
    const { position, policy } = await this.lock(tx, requested.poolCode, requested.bankCode);
    const ends = await this.fuses.monthEnds(tx, requested.poolCode, requested.bankCode, MOST_MONTH_ENDS);
    const acting = { actorId: actor.id, now, terms: policy.terms };
    const lift = requestLift({ liftId: randomUUID(), ...requested }, position.fuseLevel, ends, acting);
    await this.fuses.insertLift(tx, lift);
    this.record(tx, actor, 'fuse-lift.request', lift);
    return lift;
  }

  decideLift(
    of: { poolCode: string; liftId: string },
    decision: keyof typeof LIFT_MOVES,
    actor: Actor,
  ): Promise<FuseLift> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const requested = await this.fuses.findLift(tx, of.poolCode, of.liftId);
      const { position, policy } = await this.lock(tx, of.poolCode, requested.bankCode);
      const lift = await this.fuses.lockLift(tx, of.poolCode, of.liftId);
      const monthEnds = await this.fuses.monthEnds(tx, of.poolCode, lift.bankCode, MOST_MONTH_ENDS);
      const { fuseLevel: level } = position;
      const measure = measureOf(position, policy.terms);
      const facts = { actorId: actor.id, now, level, monthEnds, measure, terms: policy.terms };
      const decided = decideLift(lift, decision, facts);
      await this.fuses.decideLift(tx, decided.lift);
      this.record(tx, actor, `fuse-lift.${decision}`, decided.lift);
      if (decided.level === level) return decided.lift;
      const { poolCode, bankCode } = lift;
      const change = { poolCode, bankCode, previousLevel: level, level: decided.level, ...measure };
      const lifted = { ...change, policyId: policy.id, changedBy: actor.id, changedAt: now };
      await this.fuses.change(tx, lifted);
      const event = FuseChanged.of(poolCode, fuseNews(lifted), now);
      outbox.append(tx, event);
      if (bankCode !== '') await callbackOutbox.append(tx, [{ bankCode, event }]);
      return decided.lift;
    });
  }

  /** The pool first, then its position: as everybody does. */
  private async lock(
    tx: Tx,
    poolCode: string,
    bankCode: string,
  ): Promise<{ position: MovedPosition; policy: LoanPolicy }> {
    const position = await this.positions.lock(tx, poolCode, bankCode, localDateOf(this.clock.now()));
    if (position.policyVersion === null) throw refuse('fuse/no-policy', { programme: position.programme });
    return { position, policy: await this.policies.policyOf(position.programme, position.policyVersion, tx) };
  }

  private record(tx: Tx, actor: Actor, action: string, lift: FuseLift): void {
    audit.append(tx, {
      at: this.clock.now().toISOString(),
      actorId: actor.id,
      action,
      objectType: 'fuse',
      objectId: fuseId(lift),
      after: lift,
    });
  }
}
