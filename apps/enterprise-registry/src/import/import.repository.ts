import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { EnterpriseImport, ImportCounts, ImportFailure } from './import.js';
import { IMPORT_COLUMNS, importOf, type ImportRow } from './import.row.js';

const LEASE_SECONDS = 8;
const UPLOAD_HOURS = 24;

@Injectable()
export class ImportRepository {
  constructor(private readonly database: Database) {}

  /** An upload that is never completed is forgotten after a day. */
  async begin(
    upload: Pick<EnterpriseImport, 'importId' | 'isDryRun' | 'charset' | 'submittedBy' | 'submittedAt'>,
  ) {
    await this.database.query(
      `delete from enterprise_import where status = 'uploading' and submitted_at < $1::timestamptz`,
      [new Date(upload.submittedAt.getTime() - UPLOAD_HOURS * 3_600_000)],
    );
    await this.database.query(
      `insert into enterprise_import (import_id, status, is_dry_run, charset, submitted_by, submitted_at)
       values ($1, 'uploading', $2, $3, $4, $5)`,
      [upload.importId, upload.isDryRun, upload.charset, upload.submittedBy, upload.submittedAt],
    );
  }

  async addPart(importId: string, part: number, bytes: Uint8Array): Promise<void> {
    await this.database.query(
      'insert into enterprise_import_upload (import_id, part, bytes) values ($1, $2, $3)',
      [importId, part, bytes],
    );
  }

  async forget(importId: string): Promise<void> {
    await this.database.query(`delete from enterprise_import where import_id = $1 and status = 'uploading'`, [
      importId,
    ]);
  }

  /** The upload is complete: from here on some instance will run it. */
  async start(tx: Tx, importId: string, file: { byteLength: number; sha256: string; total: number }) {
    const [row] = await tx.query<ImportRow>(
      `update enterprise_import set status = 'running', byte_length = $2, sha256 = $3, total = $4
       where import_id = $1 and status = 'uploading' returning ${IMPORT_COLUMNS}`,
      [importId, file.byteLength, file.sha256, file.total],
    );
    if (!row) throw refuse('import/not-found', { importId });
    return importOf(row);
  }

  /** @throws import/not-found */
  async get(importId: string): Promise<EnterpriseImport> {
    const [row] = await this.database.query<ImportRow>(
      `select ${IMPORT_COLUMNS} from enterprise_import where import_id = $1::uuid and status <> 'uploading'`,
      [importId],
    );
    if (!row) throw refuse('import/not-found', { importId });
    return importOf(row);
  }

  /** Takes the oldest running import that no living instance holds. */
  async claim(worker: string): Promise<EnterpriseImport | undefined> {
    const [row] = await this.database.query<ImportRow>(
      `update enterprise_import set lease_owner = $1, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
       where import_id = (
         select import_id from enterprise_import
         where status = 'running' and (lease_until is null or lease_until < now() or lease_owner = $1)
         order by submitted_at limit 1 for update skip locked)
       returning ${IMPORT_COLUMNS}`,
      [worker],
    );
    return row && importOf(row);
  }

  /** Lets another instance go on at once instead of waiting for the lease to end. */
  async release(worker: string): Promise<void> {
    await this.database.query('update enterprise_import set lease_until = null where lease_owner = $1', [
      worker,
    ]);
  }

  async *parts(importId: string): AsyncGenerator<Buffer> {
    for (let part = 0; ; part += 1) {
      const [row] = await this.database.query<{ bytes: Buffer }>(
        'select bytes from enterprise_import_upload where import_id = $1 and part = $2',
        [importId, part],
      );
      if (!row) return;
      yield row.bytes;
    }
  }

  /** False when another instance has taken the import over meanwhile: then nothing of this transaction may stay. */
  async advance(tx: Tx, position: RunPosition, counts: ImportCounts, lines: string): Promise<boolean> {
    const advanced = await tx.execute(
      `with verdicts as (
         insert into enterprise_import_verdict (import_id, first_row, lines)
         select import_id, processed, $9 from enterprise_import
         where import_id = $1 and lease_owner = $2 and processed = $3::integer and status = 'running')
       update enterprise_import set processed = processed + $4, accepted = accepted + $5, known = known + $6,
         duplicate = duplicate + $7, refused = refused + $8, total = greatest(total, processed + $4),
         lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
       where import_id = $1 and lease_owner = $2 and processed = $3::integer and status = 'running'`,
      [
        position.importId,
        position.worker,
        position.processed,
        counts.processed,
        counts.accepted,
        counts.known,
        counts.duplicate,
        counts.refused,
        lines,
      ],
    );
    return advanced === 1;
  }

  /** The uploaded file has served; its verdicts and its hash stay. */
  async finish(tx: Tx, position: RunPosition, at: Date, failure?: ImportFailure): Promise<boolean> {
    const finished = await tx.execute(
      `update enterprise_import set status = $4, failure = $5, finished_at = $6, lease_owner = null, lease_until = null,
         total = case when $4 = 'finished' then processed else total end
       where import_id = $1 and lease_owner = $2 and processed = $3::integer and status = 'running'`,
      [
        position.importId,
        position.worker,
        position.processed,
        failure ? 'failed' : 'finished',
        failure ? JSON.stringify(failure) : null,
        at,
      ],
    );
    if (finished === 1)
      await tx.execute('delete from enterprise_import_upload where import_id = $1', [position.importId]);
    return finished === 1;
  }

  /** The verdict lines in the order of the file, one transaction's worth at a time. */
  async *verdictLines(importId: string): AsyncGenerator<string> {
    let after = -1;
    for (;;) {
      const [row] = await this.database.query<{ first_row: number; lines: string }>(
        `select first_row, lines from enterprise_import_verdict
         where import_id = $1::uuid and first_row > $2::integer order by first_row limit 1`,
        [importId, after],
      );
      if (!row) return;
      after = row.first_row;
      yield row.lines;
    }
  }
}

/** Where a worker stands in a file; a write from any other place is refused. */
export interface RunPosition {
  importId: string;
  worker: string;
  processed: number;
}
