import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor, LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { insiderScope } from '../enterprise/insider-scope.js';
import type { Evidence, EvidenceKind, EvidenceLabel } from './evidence.js';
import { EVIDENCE_COLUMNS, evidenceOf, type EvidenceRow } from './evidence.row.js';

const UPLOAD_HOURS = 24;

export interface Upload extends EvidenceLabel {
  evidenceId: string;
  uploadedBy: string;
  uploadedAt: Date;
}

@Injectable()
export class EvidenceRepository {
  constructor(private readonly database: Database) {}

  /** An upload that is never completed is forgotten after a day. */
  async begin(upload: Upload): Promise<void> {
    await this.database.query(
      `delete from evidence where status = 'uploading' and uploaded_at < $1::timestamptz`,
      [new Date(upload.uploadedAt.getTime() - UPLOAD_HOURS * 3_600_000)],
    );
    await this.database.query(
      `insert into evidence (evidence_id, credit_code, kind, confidentiality, file_name, delete_after, status, uploaded_by,
         uploaded_at)
       values ($1, $2, $3, $4, $5, $6, 'uploading', $7, $8)`,
      [
        upload.evidenceId,
        upload.creditCode,
        upload.kind,
        upload.confidentiality,
        upload.fileName,
        upload.deleteAfter ?? null,
        upload.uploadedBy,
        upload.uploadedAt,
      ],
    );
  }

  async addPart(evidenceId: string, part: number, bytes: Uint8Array): Promise<void> {
    await this.database.query('insert into evidence_part (evidence_id, part, bytes) values ($1, $2, $3)', [
      evidenceId,
      part,
      bytes,
    ]);
  }

  async forget(evidenceId: string): Promise<void> {
    await this.database.query(`delete from evidence where evidence_id = $1 and status = 'uploading'`, [
      evidenceId,
    ]);
  }

  /** The upload is complete: from here on the file is there. */
  async complete(
    tx: Tx,
    evidenceId: string,
    file: Pick<Evidence, 'sha256' | 'mime' | 'byteLength'>,
  ): Promise<Evidence> {
    const [row] = await tx.query<EvidenceRow>(
      `update evidence set status = 'stored', sha256 = $2, mime = $3, byte_length = $4
       where evidence_id = $1 and status = 'uploading' returning ${EVIDENCE_COLUMNS}`,
      [evidenceId, file.sha256, file.mime, file.byteLength],
    );
    if (!row) throw refuse('evidence/not-found', { evidenceId });
    return evidenceOf(row);
  }

  /** @throws evidence/not-found when there is none, or none that this caller may know of */
  async get(creditCode: string, evidenceId: string, caller: Actor): Promise<Evidence> {
    const [found] = await this.find(creditCode, caller, { evidenceId, limit: 1 });
    if (!found) throw refuse('evidence/not-found', { evidenceId });
    return found;
  }

  /** The files of an enterprise in the order of their ids; `after` is the last id of the page before. */
  async find(
    creditCode: string,
    caller: Actor,
    { evidenceId, after, limit }: { evidenceId?: string; after?: string; limit: number },
  ): Promise<Evidence[]> {
    const scope = insiderScope(caller, 5);
    const rows = await this.database.query<EvidenceRow>(
      `select ${EVIDENCE_COLUMNS} from evidence
       where credit_code = $1 and status <> 'uploading' and ($2::uuid is null or evidence_id = $2)
         and ($3::uuid is null or evidence_id > $3)
         and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by evidence_id limit $4::integer`,
      [creditCode, evidenceId ?? null, after ?? null, limit, ...scope.values],
    );
    return rows.map(evidenceOf);
  }

  /** Which of these ids are files of this enterprise: what a declaration may refer to. */
  async known(tx: Tx, creditCode: string, evidenceIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (evidenceIds.length === 0) return new Set();
    const rows = await tx.query<{ evidence_id: string }>(
      `select evidence_id from evidence
       where credit_code = $1 and status <> 'uploading' and evidence_id = any ($2::uuid[])`,
      [creditCode, evidenceIds],
    );
    return new Set(rows.map((row) => row.evidence_id));
  }

  /** Of which kinds an enterprise has files that can still be opened. */
  async kindsOf(tx: Tx, creditCode: string): Promise<ReadonlySet<EvidenceKind>> {
    const rows = await tx.query<{ kind: EvidenceKind }>(
      `select distinct kind from evidence where credit_code = $1 and status = 'stored'`,
      [creditCode],
    );
    return new Set(rows.map(({ kind }) => kind));
  }

  async *parts(evidenceId: string): AsyncGenerator<Buffer> {
    for (let part = 0; ; part += 1) {
      const [row] = await this.database.query<{ bytes: Buffer }>(
        'select bytes from evidence_part where evidence_id = $1 and part = $2',
        [evidenceId, part],
      );
      if (!row) return;
      yield row.bytes;
    }
  }

  /** Takes the contents whose last day is over away from their files, and returns the files. */
  async deleteOutdated(tx: Tx, today: LocalDate, limit: number): Promise<Evidence[]> {
    const rows = await tx.query<EvidenceRow>(
      `update evidence set status = 'deleted'
       where evidence_id in (
         select evidence_id from evidence where status = 'stored' and delete_after < $1::date
         order by evidence_id limit $2::integer for update skip locked)
       returning ${EVIDENCE_COLUMNS}`,
      [today, limit],
    );
    await tx.execute('delete from evidence_part where evidence_id = any ($1::uuid[])', [
      rows.map((row) => row.evidence_id),
    ]);
    return rows.map(evidenceOf);
  }
}
