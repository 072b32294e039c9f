import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock, type LocalDate } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FactDecision } from '../enterprise/declaration.js';
import { decideDeclaration, type ActingFacts, withdrawDeclaration } from '../enterprise/declaration.rules.js';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import { EvidenceRepository } from '../evidence/evidence.repository.js';
import { unknownEvidence } from '../evidence/evidence.rules.js';
import type { DeclaredProperty, IntellectualProperty } from './intellectual-property.js';
import { IntellectualPropertyRepository } from './intellectual-property.repository.js';
import { declareProperty, lapseProperty } from './intellectual-property.rules.js';

/** Which right of which enterprise. */
export interface PropertyOf {
  creditCode: string;
  propertyId: string;
}

@Injectable()
export class IntellectualPropertyService {
  constructor(
    private readonly database: Database,
    private readonly insiders: InsiderRepository,
    private readonly properties: IntellectualPropertyRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async declare(
    tx: Tx,
    creditCode: string,
    property: DeclaredProperty & { evidenceIds: readonly string[] },
    actor: Acting,
  ): Promise<IntellectualProperty> {
    const enterprise = await this.insiders.lock(tx, creditCode, actor);
    const known = await this.evidence.known(tx, creditCode, property.evidenceIds);
    const facts = { enterprise, actor, now: this.clock.now() };
    const defects = unknownEvidence(property.evidenceIds, known);
    const declared = declareProperty({ ...property, propertyId: randomUUID() }, defects, facts);
    const stored = await this.properties.insert(tx, declared);
    audit.append(tx, auditOf('declare', actor, facts.now, stored));
    return stored;
  }

  decide(of: PropertyOf, decision: FactDecision, actor: Acting): Promise<IntellectualProperty> {
    return this.change(of, actor, decision.decision, (property, facts) =>
      decideDeclaration(property, decision, facts),
    );
  }

  withdraw(of: PropertyOf, actor: Acting): Promise<IntellectualProperty> {
    return this.change(of, actor, 'withdraw', withdrawDeclaration);
  }

  lapse(
    of: PropertyOf,
    lapse: { lapsedOn: LocalDate; reason: string },
    actor: Acting,
  ): Promise<IntellectualProperty> {
    return this.change(of, actor, 'lapse', (property, facts) => lapseProperty(property, lapse, facts));
  }

  private change(
    { creditCode, propertyId }: PropertyOf,
    actor: Acting,
    action: string,
    decide: (property: IntellectualProperty, facts: ActingFacts) => IntellectualProperty,
  ): Promise<IntellectualProperty> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const property = await this.properties.get(tx, creditCode, propertyId);
      const now = this.clock.now();
      const changed = decide(property, { enterprise, actor, now });
      await this.properties.save(tx, changed);
      audit.append(tx, auditOf(action, actor, now, changed, property));
      return changed;
    });
  }
}

function auditOf(
  action: string,
  actor: Acting,
  now: Date,
  after: IntellectualProperty,
  before?: IntellectualProperty,
) {
  const change = {
    action: `intellectual-property.${action}`,
    objectType: 'intellectual-property',
    objectId: after.propertyId,
    before,
    after,
    reason: action === 'lapse' ? after.lapseReason : undefined,
  };
  return factAudit(change, actor, now);
}
