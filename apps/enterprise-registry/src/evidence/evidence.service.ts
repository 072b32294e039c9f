import { audit, Database, type Tx } from '@gusu/database';
import { CLOCK, type Clock, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { DeadlineService, type Tick } from '../deadline/deadline.service.js';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import type { Evidence } from './evidence.js';
import { EvidenceRepository } from './evidence.repository.js';
import { readEvidence } from './evidence.rules.js';

const HOUR = 3_600_000;
const CONTENTS_AT_ONCE = 100;
const KEEPER = { id: 'evidence-retention', roles: [] } as const;

@Injectable()
export class EvidenceService {
  /** Deletes the contents whose last day is over. */
  readonly tick: Tick;

  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    deadlines: DeadlineService,
  ) {
    this.tick = deadlines.keep({
      name: 'evidence',
      failure: 'outdated evidence was not deleted',
      everyMillis: HOUR,
      page: (tx, now) => this.deleteOutdated(tx, now),
    });
  }

  /**
   * Opens a file for reading and records who reads what only few may read, before the first byte is given out.
   * @throws evidence/not-found, evidence/reason-missing, evidence/content-deleted
   */
  async open(creditCode: string, evidenceId: string, reader: Acting, reason?: string): Promise<Evidence> {
    const evidence = await this.evidence.get(creditCode, evidenceId, reader);
    const { isAudited } = readEvidence(evidence, { reader, reason });
    if (!isAudited) return evidence;
    await this.database.transaction(async (tx) => {
      const change = { action: 'evidence.read', objectType: 'evidence', objectId: evidenceId, reason };
      audit.append(tx, factAudit(change, reader, this.clock.now()));
    });
    return evidence;
  }

  private async deleteOutdated(tx: Tx, now: Date): Promise<number> {
    const outdated = await this.evidence.deleteOutdated(tx, localDateOf(now), CONTENTS_AT_ONCE);
    audit.append(tx, ...outdated.map((evidence) => deletionOf(evidence, now)));
    return outdated.length;
  }
}

function deletionOf({ evidenceId, deleteAfter, sha256 }: Evidence, now: Date) {
  const change = {
    action: 'evidence.delete-content',
    objectType: 'evidence',
    objectId: evidenceId,
    before: { sha256 },
    reason: `deleteAfter ${deleteAfter}`,
  };
  return factAudit(change, KEEPER, now);
}
