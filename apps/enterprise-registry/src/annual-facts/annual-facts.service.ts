import type { Defect } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { FactDecision } from '../enterprise/declaration.js';
import { type Acting, traced } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import { EvidenceRepository } from '../evidence/evidence.repository.js';
import { unknownEvidence } from '../evidence/evidence.rules.js';
import type { AnnualFacts, DeclaredSource } from './annual-facts.js';
import { AnnualFactsRepository } from './annual-facts.repository.js';
import { correctYear, decideYear, refuseDefects, saveYear, submitYear } from './annual-facts.rules.js';
import { type AmountUnit, readFigures, type WrittenFigures } from './annual-figures.js';

/** Which year of which enterprise. */
export interface YearOf {
  creditCode: string;
  fiscalYear: number;
}

/** A year as it is written down. */
export interface WrittenYear {
  unit: AmountUnit;
  figures: WrittenFigures;
  source: DeclaredSource;
  evidenceIds: readonly string[];
}

@Injectable()
export class AnnualFactsService {
  constructor(
    private readonly database: Database,
    private readonly insiders: InsiderRepository,
    private readonly facts: AnnualFactsRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  saveDraft({ creditCode, fiscalYear }: YearOf, written: WrittenYear, actor: Acting): Promise<AnnualFacts> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const year = await this.facts.year(tx, creditCode, fiscalYear);
      const { declaration, defects } = await this.read(tx, creditCode, written);
      const now = this.clock.now();
      const draft = saveYear(year, { ...declaration, fiscalYear }, { enterprise, actor, now });
      refuseDefects(defects);
      await this.facts.save(tx, draft);
      audit.append(tx, auditOf('save', actor, now, draft, year.underWay));
      return draft;
    });
  }

  submit({ creditCode, fiscalYear }: YearOf, actor: Acting): Promise<AnnualFacts> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const year = await this.facts.year(tx, creditCode, fiscalYear);
      const now = this.clock.now();
      const submitted = submitYear(year, fiscalYear, { enterprise, actor, now });
      await this.facts.save(tx, submitted);
      audit.append(tx, auditOf('submit', actor, now, submitted, year.underWay));
      return submitted;
    });
  }

  /** In the caller's transaction, so that the answer to an Idempotency-Key commits with it. */
  async correct(
    tx: Tx,
    { creditCode, fiscalYear }: YearOf,
    written: WrittenYear & { reason: string },
    actor: Acting,
  ): Promise<AnnualFacts> {
    const enterprise = await this.insiders.lock(tx, creditCode, actor);
    const year = await this.facts.year(tx, creditCode, fiscalYear);
    const { declaration, defects } = await this.read(tx, creditCode, written);
    const now = this.clock.now();
    refuseDefects(defects);
    const correction = { ...declaration, fiscalYear, reason: written.reason };
    const corrected = correctYear(year, correction, { enterprise, actor, now });
    await this.facts.save(tx, corrected);
    audit.append(tx, auditOf('correct', actor, now, corrected, year.verified));
    return corrected;
  }

  decide({ creditCode, fiscalYear }: YearOf, decision: FactDecision, actor: Acting): Promise<AnnualFacts> {
    return this.database.transaction(async (tx) => {
      const enterprise = await this.insiders.lock(tx, creditCode, actor);
      const year = await this.facts.year(tx, creditCode, fiscalYear);
      const now = this.clock.now();
      const { decided, superseded, event } = decideYear(year, fiscalYear, decision, {
        enterprise,
        actor,
        now,
      });
      // The old version ends before the new one begins: a year has one version in force.
      if (superseded) await this.facts.save(tx, superseded);
      await this.facts.save(tx, decided);
      if (event) outbox.append(tx, traced(event, actor));
      audit.append(tx, auditOf(decision.decision, actor, now, decided, year.underWay));
      return decided;
    });
  }

  private async read(
    tx: Tx,
    creditCode: string,
    { unit, figures: written, source, evidenceIds }: WrittenYear,
  ) {
    const { figures, defects } = readFigures(written, unit);
    const unknown: Defect[] = unknownEvidence(
      evidenceIds,
      await this.evidence.known(tx, creditCode, evidenceIds),
    );
    return { declaration: { figures, source, evidenceIds }, defects: [...defects, ...unknown] };
  }
}

function auditOf(action: string, actor: Acting, now: Date, after: AnnualFacts, before?: AnnualFacts) {
  const change = {
    action: `annual-facts.${action}`,
    objectType: 'annual-facts',
    objectId: `${after.creditCode}/${after.fiscalYear}`,
    before,
    after,
    reason: action === 'correct' ? after.correctionReason : undefined,
  };
  return factAudit(change, actor, now);
}
