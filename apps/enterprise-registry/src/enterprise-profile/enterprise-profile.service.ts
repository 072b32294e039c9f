import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { FactDecision } from '../enterprise/declaration.js';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import { EvidenceRepository } from '../evidence/evidence.repository.js';
import { unknownEvidence } from '../evidence/evidence.rules.js';
import type { EnterpriseProfile, NoneKind, ProfileFacts } from './enterprise-profile.js';
import { EnterpriseProfileRepository } from './enterprise-profile.repository.js';
import { decideProfile, declareProfile } from './enterprise-profile.rules.js';

/** What an enterprise hands in about itself. */
export interface DeclaredProfile {
  facts: ProfileFacts;
  noneOf: readonly NoneKind[];
  evidenceIds: readonly string[];
}

@Injectable()
export class EnterpriseProfileService {
  constructor(
    private readonly database: Database,
    private readonly insiders: InsiderRepository,
    private readonly profiles: EnterpriseProfileRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  declare(creditCode: string, declared: DeclaredProfile, actor: Acting): Promise<EnterpriseProfile> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const standing = await this.profiles.standing(tx, creditCode);
      const known = await this.evidence.known(tx, creditCode, declared.evidenceIds);
      const now = this.clock.now();
      const defects = unknownEvidence(declared.evidenceIds, known);
      const { profile, ended } = declareProfile(standing, declared, defects, { enterprise, actor, now });
      await this.store(tx, profile, ended);
      audit.append(tx, auditOf('declare', actor, now, profile, standing.waiting ?? standing.verified));
      return profile;
    });
  }

  decide(creditCode: string, decision: FactDecision, actor: Acting): Promise<EnterpriseProfile> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const standing = await this.profiles.standing(tx, creditCode);
      const now = this.clock.now();
      const { profile, ended } = decideProfile(standing, decision, { enterprise, actor, now });
      await this.store(tx, profile, ended);
      audit.append(tx, auditOf(decision.decision, actor, now, profile, standing.waiting));
      return profile;
    });
  }

  // What ends goes first: at most one version is verified and at most one waits.
  private async store(tx: Tx, profile: EnterpriseProfile, ended?: EnterpriseProfile): Promise<void> {
    if (ended) await this.profiles.save(tx, ended);
    await this.profiles.save(tx, profile);
  }
}

function auditOf(
  action: string,
  actor: Acting,
  now: Date,
  after: EnterpriseProfile,
  before?: EnterpriseProfile,
) {
  const change = {
    action: `enterprise-profile.${action}`,
    objectType: 'enterprise-profile',
    objectId: after.creditCode,
    before,
    after,
  };
  return factAudit(change, actor, now);
}
