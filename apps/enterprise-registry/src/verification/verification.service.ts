import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { Enterprise } from '../enterprise/enterprise.js';
import { type Acting, auditOf, traced } from '../enterprise/enterprise-record.js';
import { EnterpriseRepository } from '../enterprise/enterprise.repository.js';
import { EvidenceRepository } from '../evidence/evidence.repository.js';
import { reasonOf, type VerificationDecision, verifyEnterprise } from './verification.rules.js';

@Injectable()
export class VerificationService {
  constructor(
    private readonly enterprises: EnterpriseRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async verify(
    tx: Tx,
    creditCode: string,
    decision: VerificationDecision,
    officer: Acting,
  ): Promise<Enterprise> {
    const draft = await this.enterprises.lock(tx, creditCode, officer);
    const evidence = await this.evidence.kindsOf(tx, draft.creditCode);
    const verified = verifyEnterprise(draft, decision, { officer, now: this.clock.now(), evidence });
    await this.enterprises.save(tx, verified.enterprise);
    if (verified.event) outbox.append(tx, traced(verified.event, officer));
    const reason = reasonOf(decision);
    audit.append(tx, auditOf(decision.decision, officer, verified.enterprise, draft, reason));
    return verified.enterprise;
  }
}
