import { audit, Database } from '@gusu/database';
import { CLOCK, type Clock, localDateOf } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import type { Evidence } from './evidence.js';
import { EvidenceRepository } from './evidence.repository.js';
import { readEvidence } from './evidence.rules.js';

const LOOK_EVERY_MILLIS = 3_600_000;
const PAGE = 100;
const KEEPER = { id: 'evidence-retention', roles: [] } as const;

@Injectable()
export class EvidenceService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('evidence');
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MILLIS).unref();
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
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

  /** Deletes the contents whose last day is over; any number of instances may do so at once. Returns how many. */
  async tick(now: Date): Promise<number> {
    for (let deleted = 0; ;) {
      const page = await this.database.transaction(async (tx) => {
        const outdated = await this.evidence.deleteOutdated(tx, localDateOf(now), PAGE);
        audit.append(tx, ...outdated.map((evidence) => deletionOf(evidence, now)));
        return outdated.length;
      });
      deleted += page;
      if (page < PAGE) return deleted;
    }
  }

  private wake(): void {
    this.working ??= this.tick(this.clock.now())
      // What was not deleted now is deleted an hour later.
      .catch((error: unknown) => this.logger.error({ message: 'outdated evidence was not deleted', error }))
      .then(() => (this.working = undefined));
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
