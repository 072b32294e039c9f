import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { type Actor, localDateOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { type Assessment, CLOSED_STATUSES, type SeenAssessment } from './assessment.js';
import { ASSESSMENT_COLUMNS, assessmentOf, assessmentRow, type AssessmentRow } from './assessment.row.js';
import { assessmentsOf } from './assessment-scope.js';

@Injectable()
export class AssessmentRepository {
  constructor(private readonly database: Database) {}

  /** False when the enterprise has an open application for the programme already. */
  async insert(tx: Tx, assessment: Assessment): Promise<boolean> {
    const closed = CLOSED_STATUSES.map((status) => `'${status}'`).join(', ');
    const inserted = await tx.execute(
      `insert into assessment (${ASSESSMENT_COLUMNS})
       select ${ASSESSMENT_COLUMNS} from jsonb_populate_record(null::assessment, $1::jsonb) n
       where not exists (
         select from assessment o where o.credit_code = n.credit_code and o.programme = n.programme and o.status not in (${closed}))`,
      [JSON.stringify(assessmentRow(assessment))],
    );
    return inserted === 1;
  }

  /** @throws assessment/not-found when there is none, or none that this caller may know of */
  async lock(tx: Tx, assessmentId: string, caller: Actor): Promise<Assessment> {
    const scope = assessmentsOf(caller, 2);
    const [row] = await tx.query<AssessmentRow>(
      `select ${ASSESSMENT_COLUMNS} from assessment a where assessment_id = $1::uuid and ${scope.sql} for update`,
      [assessmentId, ...scope.values],
    );
    if (!row) throw refuse('assessment/not-found', { assessmentId });
    return assessmentOf(row);
  }

  /** Those of these that exist, locked in the order of their ids. */
  async lockAll(tx: Tx, assessmentIds: readonly string[]): Promise<Assessment[]> {
    const rows = await tx.query<AssessmentRow>(
      `select ${ASSESSMENT_COLUMNS} from assessment where assessment_id = any($1::uuid[]) order by assessment_id for update`,
      [assessmentIds],
    );
    return rows.map(assessmentOf);
  }

  /** Applications whose time for corrections is over, locked; another instance's are left to it. */
  async lockOverdue(tx: Tx, now: Date, limit: number): Promise<Assessment[]> {
    const rows = await tx.query<AssessmentRow>(
      `select ${ASSESSMENT_COLUMNS} from assessment where due_on < $1::date order by due_on limit $2::integer
       for update skip locked`,
      [localDateOf(now), limit],
    );
    return rows.map(assessmentOf);
  }

  /** Applications whose officers have begun a step before its last days could be counted, locked; another instance's are left to it. */
  async lockUncounted(tx: Tx, limit: number): Promise<Assessment[]> {
    const rows = await tx.query<AssessmentRow>(
      `select ${ASSESSMENT_COLUMNS} from assessment where handling_since is not null and legal_due_on is null
       order by handling_since, assessment_id limit $1::integer for update skip locked`,
      [limit],
    );
    return rows.map(assessmentOf);
  }

  async save(tx: Tx, ...assessments: readonly Assessment[]): Promise<void> {
    await tx.execute(
      `update assessment a set (${SAVED}) = (select ${SAVED.replace(/(\w+)/g, 'n.$1')})
       from jsonb_populate_recordset(null::assessment, $1::jsonb) n where a.assessment_id = n.assessment_id`,
      [JSON.stringify(assessments.map(assessmentRow))],
    );
  }

  /** @throws assessment/not-found */
  async get(assessmentId: string, caller: Actor): Promise<SeenAssessment> {
    const scope = assessmentsOf(caller, 2);
    const [row] = await this.database.query<SeenRow>(
      `select ${ASSESSMENT_COLUMNS}, ${FACTS_CHANGED} from assessment a where assessment_id = $1::uuid and ${scope.sql}`,
      [assessmentId, ...scope.values],
    );
    if (!row) throw refuse('assessment/not-found', { assessmentId });
    return seen(row);
  }

  /** Whoever may see it was decided elsewhere: an expert by being drawn. */
  async find(assessmentId: string): Promise<Assessment | undefined> {
    const [row] = await this.database.query<AssessmentRow>(
      `select ${ASSESSMENT_COLUMNS} from assessment where assessment_id = $1::uuid`,
      [assessmentId],
    );
    return row && assessmentOf(row);
  }

  /** Of an enterprise, the newest first, as far as this caller may see them. */
  async ofEnterprise(creditCode: string, caller: Actor): Promise<SeenAssessment[]> {
    const scope = assessmentsOf(caller, 2);
    const rows = await this.database.query<SeenRow>(
      `select ${ASSESSMENT_COLUMNS}, ${FACTS_CHANGED} from assessment a where credit_code = $1 and ${scope.sql}
       order by opened_at desc, assessment_id limit 500`,
      [creditCode, ...scope.values],
    );
    return rows.map(seen);
  }
}

type SeenRow = AssessmentRow & { facts_changed: boolean };

function seen({ facts_changed, ...row }: SeenRow): SeenAssessment {
  return { ...assessmentOf(row), isFactsChanged: facts_changed };
}

// A year that was looked at whose version is no longer in force.
const FACTS_CHANGED = `exists (
  select from jsonb_each_text(a.fact_versions) used (fiscal_year, version)
  where not exists (
    select from annual_facts f where f.credit_code = a.credit_code and f.fiscal_year = used.fiscal_year::integer
      and f.version = used.version::integer and f.superseded_at is null and f.status in ('submitted', 'verified')
  )) as facts_changed`;

const SAVED = `status, choices, batch_id, snapshot_no, apply_date, policy_id, policy_hash, summary, fact_versions, returns, due_on, handling_step,
  handling_since, handling_due_on, legal_due_on, defects,
  decision_reason, submitted_by, recommended_by, proposed_by, approved_by, version, recorded_at`;
