import { DatabaseUnavailable } from '@gusu/database';
import { localDateOf } from '@gusu/values';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { NameIndexRepository } from '../search/name-index.repository.js';
import { CommitWindow } from './commit-window.js';
import {
  type EnterpriseImport,
  type ImportFailure,
  MOST_UNINDEXED_NAMES,
  ROWS_PER_TRANSACTION,
  TRANSACTIONS_UNDER_WAY,
} from './import.js';
import { ImportBatchService, ImportTakenOver } from './import-batch.service.js';
import { ImportRepository, type RunPosition } from './import.repository.js';
import { CsvBroken, readRegister } from './register-reader.js';
import { type JudgedRow, RowJudge } from './row-judge.js';

const LOOK_EVERY_MILLIS = 10_000;

class Stopping extends Error {}

/** Runs the imports of this service, one at a time; what a dead instance left behind is taken over when its lease ends. */
@Injectable()
export class ImportRunService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('import');
  private readonly worker = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly imports: ImportRepository,
    private readonly batches: ImportBatchService,
    private readonly names: NameIndexRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MILLIS);
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.working;
    await this.imports.release(this.worker).catch(() => undefined);
  }

  /** Looks for work now; a running look goes on until there is none. */
  wake(): void {
    if (this.isStopping) return;
    this.working ??= this.workOff().finally(() => (this.working = undefined));
  }

  private async workOff(): Promise<void> {
    try {
      for (;;) {
        const next = await this.imports.claim(this.worker);
        if (next) await this.run(next);
        else if (!(await this.indexNames())) return;
      }
    } catch (error) {
      // The next look tries again from the last committed transaction.
      if (error instanceof Stopping || error instanceof ImportTakenOver) return;
      this.logger.error({ message: 'an import was interrupted', error });
    }
  }

  private async run(running: EnterpriseImport): Promise<void> {
    const position = { importId: running.importId, worker: this.worker, processed: running.processed };
    try {
      await this.commitAll(running, position);
    } catch (error) {
      const failure = this.failureOf(error, running);
      if (!failure) throw error;
      await this.batches.finish(running, position, failure);
      return;
    }
    await this.batches.finish(running, position);
  }

  // What would fail again at the same row must not be tried for ever: it would stand in the way of every later file.
  private failureOf(error: unknown, { importId }: EnterpriseImport): ImportFailure | undefined {
    if (error instanceof CsvBroken) return { code: 'CSV_BROKEN', line: error.line, detail: error.message };
    const isPassing =
      error instanceof Stopping || error instanceof ImportTakenOver || error instanceof DatabaseUnavailable;
    if (isPassing) return undefined;
    this.logger.error({ message: 'an import failed', importId, error });
    return {
      code: 'FAULT',
      detail: 'the service failed; its log names the cause beside the id of this import',
    };
  }

  // The next rows are read and judged while the database commits the last ones.
  private async commitAll(running: EnterpriseImport, position: RunPosition): Promise<void> {
    const window = new CommitWindow(TRANSACTIONS_UNDER_WAY);
    let next = position.processed;
    let indexedTo = next;
    let before: Promise<void> = Promise.resolve();
    const broken: unknown[] = [];
    try {
      for await (const judged of this.judgedBatches(running)) {
        await window.room();
        if (this.isStopping) throw new Stopping();
        const at = { ...position, processed: next };
        next += judged.length;
        const reached = next;
        before = this.batches.commit(running, at, judged, before).then(() => {
          position.processed = reached;
        });
        window.add(before);
        if (next - indexedTo < MOST_UNINDEXED_NAMES) continue;
        indexedTo = next;
        while (await this.indexNames());
      }
    } catch (error) {
      broken.push(error);
    }
    await window.drain();
    if (broken.length > 0) throw broken[0];
  }

  /** Indexes names that imports left for later; whether any are left. */
  private async indexNames(): Promise<boolean> {
    const indexed = await this.names.indexSome(ROWS_PER_TRANSACTION);
    return indexed === ROWS_PER_TRANSACTION && !this.isStopping;
  }

  private async *judgedBatches(running: EnterpriseImport): AsyncGenerator<JudgedRow[]> {
    const judge = new RowJudge(localDateOf(running.submittedAt));
    let toSkip = running.processed;
    let waiting: JudgedRow[] = [];
    try {
      for await (const records of readRegister(this.imports.parts(running.importId), running.charset)) {
        // Committed rows are judged again, because a later one may repeat them.
        const judged = records.map((record) => judge.judge(record));
        waiting.push(...judged.slice(toSkip));
        toSkip = Math.max(0, toSkip - judged.length);
        let from = 0;
        for (; waiting.length - from >= ROWS_PER_TRANSACTION; from += ROWS_PER_TRANSACTION)
          yield waiting.slice(from, from + ROWS_PER_TRANSACTION);
        waiting = waiting.slice(from);
      }
    } catch (error) {
      // What stands before the broken line keeps its verdicts.
      if (error instanceof CsvBroken && waiting.length > 0) yield waiting;
      throw error;
    }
    if (waiting.length > 0) yield waiting;
  }
}
