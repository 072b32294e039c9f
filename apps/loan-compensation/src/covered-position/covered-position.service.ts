import { FuseChanged } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { type Clock, CLOCK, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import { fuseId, fuseNews } from '../fuse/fuse-news.js';
import { measureOf, raiseFuse, readFuse } from '../fuse/fuse.rules.js';
import type { FuseChange } from '../fuse/fuse.js';
import { FuseRepository } from '../fuse/fuse.repository.js';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import type { MovedPosition, PositionChange } from './covered-position.js';
import { CoveredPositionRepository } from './covered-position.repository.js';

const RAISED_BY = 'system:fuse';

/**
 * Keeps what pools cover by what each loan changes, and reads their fuses after each change (funding.md §7.10). Called last in a transaction,
 * because every loan of a pool meets in its one row.
 */
@Injectable()
export class CoveredPositionService {
  constructor(
    private readonly positions: CoveredPositionRepository,
    private readonly fuses: FuseRepository,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the positions as they were moved, with the levels that their fuses had before */
  async move(tx: Tx, changes: readonly PositionChange[]): Promise<MovedPosition[]> {
    const moved = await this.positions.move(tx, changes, localDateOf(this.clock.now()));
    for (const position of moved) await this.readFuse(tx, position);
    return moved;
  }

  private async readFuse(tx: Tx, position: MovedPosition): Promise<void> {
    const { programme, policyVersion, poolCode, bankCode, fuseLevel } = position;
    if (policyVersion === null) return;
    const { terms, id: policyId } = await this.policies.policyOf(programme, policyVersion, tx);
    const measure = measureOf(position, terms);
    const level = raiseFuse(fuseLevel, readFuse(measure, terms).level);
    if (level === fuseLevel) return;
    const changedAt = this.clock.now();
    const change = { poolCode, bankCode, previousLevel: fuseLevel, level, ...measure, policyId, changedAt };
    await this.announce(tx, { ...change, changedBy: RAISED_BY });
  }

  private async announce(tx: Tx, change: FuseChange): Promise<void> {
    await this.fuses.change(tx, change);
    const event = FuseChanged.of(change.poolCode, fuseNews(change), change.changedAt);
    outbox.append(tx, event);
    // The fuse of a whole pool is no single bank's, and nobody is called back about it.
    if (change.bankCode !== '') await callbackOutbox.append(tx, [{ bankCode: change.bankCode, event }]);
    audit.append(tx, {
      at: change.changedAt.toISOString(),
      actorId: change.changedBy,
      action: 'fuse.raise',
      objectType: 'fuse',
      objectId: fuseId(change),
      after: fuseNews(change),
    });
  }
}
