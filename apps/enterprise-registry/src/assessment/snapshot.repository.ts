import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import type { Assessment } from './assessment.js';
import type { FrozenSnapshot, ManualDecision } from './snapshot.js';

/** What was frozen with applications, and what people decided about it. */
@Injectable()
export class SnapshotRepository {
  constructor(private readonly database: Database) {}

  async freeze(
    tx: Tx,
    { assessmentId, frozen, recordedAt }: Assessment,
    bytes: FrozenSnapshot,
  ): Promise<void> {
    await tx.execute(
      `insert into assessment_snapshot (assessment_id, snapshot_no, snapshot, result, result_hash, frozen_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [assessmentId, frozen?.snapshotNo, bytes.snapshot, bytes.result, bytes.resultHash, recordedAt],
    );
  }

  /** The result on which a proposal rests, with the people's part in it. */
  async freezeFinal(
    tx: Tx,
    { assessmentId, recordedAt }: Assessment,
    bytes: Omit<FrozenSnapshot, 'snapshot'> & { decisions: string },
  ): Promise<void> {
    await tx.execute(
      `insert into assessment_final (assessment_id, proposal_no, decisions, result, result_hash, frozen_at)
       select $1, coalesce(max(proposal_no), 0) + 1, $2, $3, $4, $5 from assessment_final where assessment_id = $1`,
      [assessmentId, bytes.decisions, bytes.result, bytes.resultHash, recordedAt],
    );
  }

  /** The snapshot of the last submission. @throws assessment/not-found before the first one */
  async get({ assessmentId, frozen }: Assessment, tx?: Tx): Promise<FrozenSnapshot> {
    const [row] = await (tx ?? this.database).query<FrozenSnapshot>(
      `select snapshot, result, result_hash as "resultHash" from assessment_snapshot
       where assessment_id = $1 and snapshot_no = $2`,
      [assessmentId, frozen?.snapshotNo ?? 0],
    );
    if (!row) throw refuse('assessment/not-found', { assessmentId });
    return row;
  }

  async decide(
    tx: Tx,
    { assessmentId, frozen }: Assessment,
    decisions: readonly ManualDecision[],
  ): Promise<void> {
    await tx.execute(
      `insert into assessment_manual_decision (assessment_id, snapshot_no, criterion_id, outcome, reason, decided_by, decided_at)
       select $1, $2, d."criterionId", d.outcome, d.reason, d."decidedBy", d."decidedAt"
       from jsonb_to_recordset($3::jsonb)
         as d ("criterionId" text, outcome text, reason text, "decidedBy" text, "decidedAt" timestamptz)
       on conflict (assessment_id, snapshot_no, criterion_id) do update set outcome = excluded.outcome,
         reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
      [assessmentId, frozen?.snapshotNo, JSON.stringify(decisions)],
    );
  }

  async decisions({ assessmentId, frozen }: Assessment, tx?: Tx): Promise<ManualDecision[]> {
    return (tx ?? this.database).query<ManualDecision>(
      `select criterion_id as "criterionId", outcome, reason, decided_by as "decidedBy", decided_at as "decidedAt"
       from assessment_manual_decision where assessment_id = $1 and snapshot_no = $2 order by criterion_id`,
      [assessmentId, frozen?.snapshotNo ?? 0],
    );
  }
}
