import type { CloudEvent, EnterpriseState } from '@gusu/contracts';
import { audit } from '@gusu/database';
import type { ReadModels } from '@gusu/messaging';
import type { Actor, Clock } from '@gusu/values';
import type { WaitingFilingService } from '../bank-event/waiting-filing.service.js';
import { keepNewest, type EnterpriseFact } from './enterprise-copy.rules.js';
import type { CopyCorrections, EnterpriseCopyRepository } from './enterprise-copy.repository.js';

export const ENTERPRISE_TOPIC = 'enterprise-registry.enterprise';

/** What a rebuild of the copy was made of and what it found to be wrong. */
export interface CopyRebuild extends CopyCorrections {
  events: number;
  enterprises: number;
}

/** Repairs the copy of the registry's enterprises from the registry's own log. */
export class EnterpriseCopyService {
  constructor(
    private readonly models: ReadModels,
    private readonly copies: EnterpriseCopyRepository,
    private readonly waiting: WaitingFilingService,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and while events flow; filings that waited for an enterprise the copy had lost go on. */
  async rebuild(actor: Actor): Promise<CopyRebuild> {
    let rebuilt: CopyRebuild | undefined;
    await this.models.rebuild<Map<string, EnterpriseFact>>({
      topic: ENTERPRISE_TOPIC,
      empty: () => new Map(),
      fold: (facts, events) => keepNewest(facts, events as CloudEvent<EnterpriseState>[]),
      write: async (tx, facts, events) => {
        const corrections = await this.copies.replace(tx, [...facts.values()]);
        await this.waiting.retry(tx, [...facts.keys()]);
        rebuilt = { events, enterprises: facts.size, ...corrections };
        audit.append(tx, {
          at: this.clock.now().toISOString(),
          actorId: actor.id,
          action: 'enterprise-copy.rebuild',
          objectType: 'enterpriseCopy',
          objectId: ENTERPRISE_TOPIC,
          after: rebuilt,
        });
      },
    });
    if (!rebuilt) throw new Error('a rebuild ended without a model');
    return rebuilt;
  }
}
