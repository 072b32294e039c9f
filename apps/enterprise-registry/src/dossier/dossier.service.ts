import type { Defect } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FactDecision } from '../enterprise/declaration.js';
import { type ActingFacts, decideDeclaration, withdrawDeclaration } from '../enterprise/declaration.rules.js';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import { EvidenceRepository } from '../evidence/evidence.repository.js';
import { unknownEvidence } from '../evidence/evidence.rules.js';
import type { DossierContent, DossierItem } from './dossier.js';
import { DossierRepository } from './dossier.repository.js';
import { declareItem } from './dossier.rules.js';

/** Which item of which enterprise. */
export interface ItemOf {
  creditCode: string;
  itemId: string;
}

/** An item as it was read, with what could not be read of it. */
export interface ReadItem {
  content: DossierContent;
  evidenceIds: readonly string[];
  defects: readonly Defect[];
}

@Injectable()
export class DossierService {
  constructor(
    private readonly database: Database,
    private readonly insiders: InsiderRepository,
    private readonly items: DossierRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async declare(
    tx: Tx,
    creditCode: string,
    { content, evidenceIds, defects }: ReadItem,
    actor: Acting,
  ): Promise<DossierItem> {
    const enterprise = await this.insiders.lock(tx, creditCode, actor);
    const known = await this.evidence.known(tx, creditCode, evidenceIds);
    const facts = { enterprise, actor, now: this.clock.now() };
    const all = [...defects, ...unknownEvidence(evidenceIds, known)];
    const item = declareItem({ itemId: randomUUID(), content, evidenceIds }, all, facts);
    await this.items.insert(tx, item);
    audit.append(tx, auditOf('declare', actor, facts.now, item));
    return item;
  }

  decide(of: ItemOf, decision: FactDecision, actor: Acting): Promise<DossierItem> {
    return this.change(of, actor, decision.decision, (item, facts) =>
      decideDeclaration(item, decision, facts),
    );
  }

  withdraw(of: ItemOf, actor: Acting): Promise<DossierItem> {
    return this.change(of, actor, 'withdraw', withdrawDeclaration);
  }

  private change(
    { creditCode, itemId }: ItemOf,
    actor: Acting,
    action: string,
    decide: (item: DossierItem, facts: ActingFacts) => DossierItem,
  ): Promise<DossierItem> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const item = await this.items.get(tx, creditCode, itemId);
      const now = this.clock.now();
      const changed = decide(item, { enterprise, actor, now });
      await this.items.save(tx, changed);
      audit.append(tx, auditOf(action, actor, now, changed, item));
      return changed;
    });
  }
}

function auditOf(action: string, actor: Acting, now: Date, after: DossierItem, before?: DossierItem) {
  const change = {
    action: `dossier-item.${action}`,
    objectType: 'dossier-item',
    objectId: after.itemId,
    before,
    after,
  };
  return factAudit(change, actor, now);
}
