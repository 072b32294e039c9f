import { refuse } from '@gusu/contracts';
import { audit, type AuditEntry, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Acting } from '../enterprise/enterprise-record.js';
import type { Expert } from './expert.js';
import { ExpertRepository } from './expert.repository.js';

/** The list of those who may be drawn. */
@Injectable()
export class ExpertService {
  constructor(
    private readonly database: Database,
    private readonly experts: ExpertRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(tx: Tx, given: Omit<Expert, 'isActive'>, officer: Acting): Promise<Expert> {
    const expert = { ...given, isActive: true };
    const isNew = await this.experts.insert(tx, expert);
    if (!isNew) throw refuse('expert/already-listed', { expertId: expert.expertId });
    audit.append(tx, this.audited('list', officer, expert.expertId, expert));
    return expert;
  }

  setActive(expertId: string, isActive: boolean, officer: Acting): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.experts.setActive(tx, expertId, isActive);
      audit.append(tx, this.audited(isActive ? 'activate' : 'retire', officer, expertId, { isActive }));
    });
  }

  private audited(action: string, actor: Acting, objectId: string, after: unknown): AuditEntry {
    const at = this.clock.now().toISOString();
    const subject = { action: `expert.${action}`, objectType: 'expert', objectId };
    return { at, actorId: actor.id, ...subject, after, traceId: actor.traceId };
  }
}
