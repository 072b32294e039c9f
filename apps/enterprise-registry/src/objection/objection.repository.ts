import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { Objection } from './objection.js';
import { OBJECTION_COLUMNS, objectionOf, type ObjectionRow } from './objection.row.js';

@Injectable()
export class ObjectionRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, objection: Objection): Promise<void> {
    await tx.execute(
      `insert into objection (objection_id, notice_id, assessment_id, status, objector, reason, evidence, filed_by, filed_at,
         version, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        objection.objectionId,
        objection.noticeId,
        objection.assessmentId,
        objection.status,
        JSON.stringify(objection.objector),
        objection.reason,
        JSON.stringify(objection.evidence),
        objection.filedBy,
        objection.filedAt,
        objection.version,
        objection.recordedAt,
      ],
    );
  }

  /** Every objection to one item; the lock of its notice keeps them still. */
  async ofItem(tx: Tx, assessmentId: string): Promise<Objection[]> {
    const rows = await tx.query<ObjectionRow>(
      `select ${OBJECTION_COLUMNS} from objection where assessment_id = $1 order by filed_at, objection_id`,
      [assessmentId],
    );
    return rows.map(objectionOf);
  }

  async save(tx: Tx, objection: Objection): Promise<void> {
    await tx.execute(
      `update objection set status = $2, due_on = $3, decision_reason = $4, decided_by = $5, version = $6, recorded_at = $7,
         extension_reason = $8
       where objection_id = $1`,
      [
        objection.objectionId,
        objection.status,
        objection.dueOn ?? null,
        objection.decisionReason ?? null,
        objection.decidedBy ?? null,
        objection.version,
        objection.recordedAt,
        objection.extensionReason ?? null,
      ],
    );
  }

  /** @throws objection/not-found */
  async get(objectionId: string): Promise<Objection> {
    const [row] = await this.database.query<ObjectionRow>(
      `select ${OBJECTION_COLUMNS} from objection where objection_id = $1::uuid`,
      [objectionId],
    );
    if (!row) throw refuse('objection/not-found', { objectionId });
    return objectionOf(row);
  }

  async ofNotice(noticeId: string): Promise<Objection[]> {
    const rows = await this.database.query<ObjectionRow>(
      `select ${OBJECTION_COLUMNS} from objection where notice_id = $1::uuid order by filed_at, objection_id`,
      [noticeId],
    );
    return rows.map(objectionOf);
  }
}
