import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Programme } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { Batch } from './batch.js';
import { BATCH_COLUMNS, batchOf, type BatchRow } from './batch.row.js';

@Injectable()
export class BatchRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, batch: Batch): Promise<void> {
    await tx.execute(
      `insert into application_batch (batch_id, programme, action, name, doc_no, opens_on, closes_on, status, proposed_by, proposed_at)
       values ($1::uuid, $2, $3, $4, $5, $6::date, $7::date, $8, $9, $10::timestamptz)`,
      [
        batch.batchId,
        batch.programme,
        batch.action,
        batch.name,
        batch.docNo,
        batch.opensOn,
        batch.closesOn,
        batch.status,
        batch.proposedBy,
        batch.proposedAt,
      ],
    );
  }

  /** @throws batch/not-found */
  async lock(tx: Tx, batchId: string): Promise<Batch> {
    const [row] = await tx.query<BatchRow>(
      `select ${BATCH_COLUMNS} from application_batch where batch_id = $1::uuid for update`,
      [batchId],
    );
    if (!row) throw refuse('batch/not-found', { batchId });
    return batchOf(row);
  }

  /** What a call says is never changed; what became of it is. */
  async save(tx: Tx, { batchId, status, decidedBy, decidedAt, decisionReason }: Batch): Promise<void> {
    await tx.execute(
      `update application_batch set (status, decided_by, decided_at, decision_reason) = ($2, $3, $4::timestamptz, $5)
       where batch_id = $1::uuid`,
      [batchId, status, decidedBy ?? null, decidedAt ?? null, decisionReason ?? null],
    );
  }

  async ofProgramme(tx: Tx, programme: Programme): Promise<Batch[]> {
    const rows = await tx.query<BatchRow>(
      `select ${BATCH_COLUMNS} from application_batch where programme = $1 and status = 'approved' order by opens_on, batch_id`,
      [programme],
    );
    return rows.map(batchOf);
  }

  /** The latest to open first; `programme` narrows. */
  async list(programme?: Programme): Promise<Batch[]> {
    const rows = await this.database.query<BatchRow>(
      `select ${BATCH_COLUMNS} from application_batch where $1::text is null or programme = $1
       order by opens_on desc, batch_id limit 500`,
      [programme ?? null],
    );
    return rows.map(batchOf);
  }
}
