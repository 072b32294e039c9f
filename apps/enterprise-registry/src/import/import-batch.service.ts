import { EnterpriseRegistered } from '@gusu/contracts';
import { audit, Database, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { CLOCK, type Clock, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import type { EnterpriseImport, ImportCounts, ImportFailure } from './import.js';
import { ImportRepository, type RunPosition } from './import.repository.js';
import { type KnownEnterprise, verdictOf } from './import-verdict.rules.js';
import type { RegisterRow } from './register-row.js';
import { RegisterRowRepository } from './register-row.repository.js';
import type { JudgedRow } from './row-judge.js';
import { type RowVerdict, writeVerdict } from './verdict.js';

/** Another instance holds the import now. */
export class ImportTakenOver extends Error {}

@Injectable()
export class ImportBatchService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly registerRows: RegisterRowRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One transaction: the enterprises, their events, the audit entries, the verdicts and how far the import is. It may be at work while the
   * one before it still is; how far the import is moves only after that one has committed.
   * @param before the commit of the rows before these; when it fails, nothing of this one stays
   */
  commit(
    running: EnterpriseImport,
    position: RunPosition,
    judged: readonly JudgedRow[],
    before: Promise<void>,
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      let verdicts: RowVerdict[] = [];
      tx.beforeCommit('audit', async (open) => {
        await before;
        const lines = verdicts.map(writeVerdict).join('');
        const isOurs = await this.imports.advance(open, position, countsOf(verdicts), lines);
        if (!isOurs) throw new ImportTakenOver(running.importId);
      });
      const known = await this.take(tx, running, judged, now);
      verdicts = judged.map((row) => verdictOf(row, known));
    });
  }

  finish(running: EnterpriseImport, position: RunPosition, failure?: ImportFailure): Promise<void> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const isOurs = await this.imports.finish(tx, position, now, failure);
      if (!isOurs) throw new ImportTakenOver(running.importId);
      audit.append(tx, {
        at: now.toISOString(),
        actorId: running.submittedBy,
        action: failure ? 'import.fail' : 'import.finish',
        objectType: 'import',
        objectId: running.importId,
        after: { sha256: running.sha256, isDryRun: running.isDryRun, failure },
      });
    });
  }

  /** Stores the new ones and returns those that were there before. */
  private async take(tx: Tx, running: EnterpriseImport, judged: readonly JudgedRow[], now: Date) {
    const candidates = judged
      .filter(({ row, repeated }) => row && !repeated)
      .map(({ row }) => row as RegisterRow);
    if (running.isDryRun) return this.registerRows.known(tx, candidates.map(codeOf));
    const effectiveOn = localDateOf(now);
    const { submittedBy } = running;
    const inserted = await this.registerRows.insert(tx, candidates, {
      effectiveOn,
      submittedBy,
      recordedAt: now,
    });
    const accepted = candidates.filter((row) => inserted.has(row.creditCode));
    this.announce(tx, running, accepted, now);
    if (accepted.length === candidates.length) return new Map<string, KnownEnterprise>();
    return this.registerRows.known(tx, candidates.filter((row) => !inserted.has(row.creditCode)).map(codeOf));
  }

  private announce(tx: Tx, running: EnterpriseImport, rows: readonly RegisterRow[], now: Date): void {
    const effectiveOn = localDateOf(now);
    outbox.append(
      tx,
      ...rows.map((row) => EnterpriseRegistered.of(row.creditCode, { ...announced(row), effectiveOn }, now)),
    );
    audit.append(
      tx,
      ...rows.map((row) => ({
        at: now.toISOString(),
        actorId: running.submittedBy,
        action: 'enterprise.import',
        objectType: 'enterprise',
        objectId: row.creditCode,
        after: {
          importId: running.importId,
          name: row.name,
          districtCode: row.districtCode,
          status: 'active',
        },
      })),
    );
  }
}

function announced(row: RegisterRow) {
  return {
    creditCode: row.creditCode,
    name: row.name,
    districtCode: row.districtCode,
    status: 'active' as const,
    establishedOn: row.establishedOn,
    entityType: row.entityType,
    registeredCapital: row.registeredCapital,
    isSynthetic: row.isSynthetic,
    source: 'import' as const,
  };
}

function codeOf(row: RegisterRow): string {
  return row.creditCode;
}

function countsOf(verdicts: readonly RowVerdict[]): ImportCounts {
  const counts = { processed: verdicts.length, accepted: 0, known: 0, duplicate: 0, refused: 0 };
  for (const { verdict } of verdicts) counts[verdict] += 1;
  return counts;
}
