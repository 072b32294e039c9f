import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { CLOCK, type Clock, localDateOf } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { Acting } from '../enterprise/enterprise-record.js';
import { factAudit } from '../enterprise/fact-audit.js';
import { InsiderRepository } from '../enterprise/insider.repository.js';
import { maskPersonalNumbers } from '../enterprise/personal-text.js';
import { type Evidence, type EvidenceLabel, MOST_BYTES } from './evidence.js';
import { EvidenceRepository } from './evidence.repository.js';
import { requireKeepable } from './evidence.rules.js';
import { EvidenceScan } from './evidence-scan.js';

const PART_BYTES = 256 * 1024;

export interface EvidenceUpload {
  label: Omit<EvidenceLabel, 'creditCode'> & { creditCode: string };
  /** The media type its sender declares. */
  declared: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** A file that is stored and in order, but not yet there for anybody. */
export interface StoredFile {
  evidenceId: string;
  sha256: string;
  mime: string;
  byteLength: number;
}

@Injectable()
export class EvidenceUploadService {
  constructor(
    private readonly insiders: InsiderRepository,
    private readonly evidence: EvidenceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Stores the file part by part as it arrives, outside any long transaction, and looks at each part.
   * @throws enterprise/not-found, evidence/too-large, evidence/empty, evidence/type-not-allowed, evidence/type-mismatch,
   * evidence/encrypted; request/invalid with DATE_IN_PAST
   */
  async store({ label, declared, bytes }: EvidenceUpload, uploader: Acting): Promise<StoredFile> {
    const { creditCode } = await this.insiders.getWithDrafts(label.creditCode, uploader);
    const uploadedAt = this.clock.now();
    requireKeepable(label, localDateOf(uploadedAt));
    const evidenceId = randomUUID();
    const fileName = maskPersonalNumbers(label.fileName);
    const upload = { ...label, creditCode, fileName, evidenceId, uploadedBy: uploader.id, uploadedAt };
    await this.evidence.begin(upload);
    try {
      return await this.storeParts(evidenceId, declared, bytes);
    } catch (error) {
      await this.evidence.forget(evidenceId);
      throw error;
    }
  }

  async complete(tx: Tx, file: StoredFile, uploader: Acting): Promise<Evidence> {
    const stored = await this.evidence.complete(tx, file.evidenceId, file);
    const { fileName: _, ...after } = stored;
    const change = { action: 'evidence.upload', objectType: 'evidence', objectId: file.evidenceId, after };
    audit.append(tx, factAudit(change, uploader, this.clock.now()));
    return stored;
  }

  /** Drops a stored file that was not completed; a completed one stays. */
  async forget(evidenceId: string): Promise<void> {
    await this.evidence.forget(evidenceId);
  }

  private async storeParts(
    evidenceId: string,
    declared: string,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<StoredFile> {
    const scan = new EvidenceScan();
    const hash = createHash('sha256');
    let byteLength = 0;
    let part = 0;
    for await (const chunk of inParts(bytes)) {
      byteLength += chunk.length;
      if (byteLength > MOST_BYTES) throw refuse('evidence/too-large', { mostBytes: MOST_BYTES });
      scan.feed(chunk);
      hash.update(chunk);
      await this.evidence.addPart(evidenceId, part, chunk);
      part += 1;
    }
    const scanned = await scan.finish(declared);
    if ('code' in scanned) {
      const { code, ...facts } = scanned;
      throw refuse(code, facts);
    }
    return { evidenceId, sha256: hash.digest('hex'), mime: scanned.mime, byteLength };
  }
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
