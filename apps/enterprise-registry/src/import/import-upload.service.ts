import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { CLOCK, type Clock } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { Acting } from '../enterprise/enterprise-record.js';
import { type EnterpriseImport, MOST_BYTES } from './import.js';
import { ImportRepository } from './import.repository.js';
import { ImportRunService } from './import-run.service.js';
import { type FileDefect, RegisterFileScan } from './register-file.js';
import type { Charset } from './text-encoding.js';

export interface Upload {
  charset: Charset;
  isDryRun: boolean;
  bytes: AsyncIterable<Uint8Array>;
}

/** A file that is stored and in order, but not yet running. */
export interface StoredFile {
  importId: string;
  byteLength: number;
  sha256: string;
  total: number;
}

const PART_BYTES = 256 * 1024;

@Injectable()
export class ImportUploadService {
  constructor(
    private readonly imports: ImportRepository,
    private readonly runs: ImportRunService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Stores the file part by part as it arrives, outside any long transaction, and looks at each part. Until `start` nobody sees
   * it. @throws import/too-large, import/encoding (with the offset of the first wrong byte), import/header, import/empty
   */
  async store({ charset, isDryRun, bytes }: Upload, submitter: Acting): Promise<StoredFile> {
    const importId = randomUUID();
    const submittedAt = this.clock.now();
    await this.imports.begin({ importId, isDryRun, charset, submittedBy: submitter.id, submittedAt });
    try {
      return await this.storeParts(importId, charset, bytes);
    } catch (error) {
      await this.imports.forget(importId);
      throw error;
    }
  }

  async start(tx: Tx, file: StoredFile, submitter: Acting): Promise<EnterpriseImport> {
    const running = await this.imports.start(tx, file.importId, file);
    audit.append(tx, {
      at: this.clock.now().toISOString(),
      actorId: submitter.id,
      action: 'import.start',
      objectType: 'import',
      objectId: file.importId,
      after: { sha256: file.sha256, byteLength: file.byteLength, isDryRun: running.isDryRun },
      traceId: submitter.traceId,
    });
    tx.afterCommit(() => this.runs.wake());
    return running;
  }

  /** Drops a stored file that was not started, for instance because the same request had been answered before; a started one stays. */
  async forget(importId: string): Promise<void> {
    await this.imports.forget(importId);
  }

  private async storeParts(importId: string, charset: Charset, bytes: Upload['bytes']): Promise<StoredFile> {
    const scan = new RegisterFileScan(charset);
    const hash = createHash('sha256');
    let byteLength = 0;
    let part = 0;
    for await (const chunk of inParts(bytes)) {
      byteLength += chunk.length;
      if (byteLength > MOST_BYTES) throw refuse('import/too-large', { mostBytes: MOST_BYTES });
      refuseDefect(scan.feed(chunk));
      hash.update(chunk);
      await this.imports.addPart(importId, part, chunk);
      part += 1;
    }
    if (byteLength === 0) throw refuse('import/empty');
    refuseDefect(scan.finish());
    return { importId, byteLength, sha256: hash.digest('hex'), total: scan.rows };
  }
}

function refuseDefect(defect: FileDefect | undefined): void {
  if (!defect) return;
  const { code, ...facts } = defect;
  throw refuse(code, facts);
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < PART_BYTES) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(chunks);
}
