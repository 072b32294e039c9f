import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { DRAFT_STATUSES } from '../enterprise/enterprise.js';
import { insiderScope } from '../enterprise/insider-scope.js';
import type { CreditEvent } from './credit-event.js';
import { CREDIT_EVENT_COLUMNS, creditEventOf, type CreditEventRow } from './credit-event.row.js';

@Injectable()
export class CreditEventRepository {
  constructor(private readonly database: Database) {}

  /** Stores those that are not recorded yet, in one statement, and returns their ids. */
  async insert(tx: Tx, creditEvents: readonly CreditEvent[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ credit_event_id: string }>(INSERT, [JSON.stringify(creditEvents)]);
    return new Set(rows.map((row) => row.credit_event_id));
  }

  /** The caller holds the lock of the enterprise. @throws credit-event/not-found */
  async get(tx: Tx, creditCode: string, creditEventId: string): Promise<CreditEvent> {
    const [row] = await tx.query<CreditEventRow>(
      `select ${CREDIT_EVENT_COLUMNS} from credit_event where credit_event_id = $1::uuid and credit_code = $2`,
      [creditEventId, creditCode],
    );
    if (!row) throw refuse('credit-event/not-found', { creditEventId });
    return creditEventOf(row);
  }

  async saveRemoval(tx: Tx, creditEvent: CreditEvent): Promise<void> {
    await tx.execute(
      `update credit_event set (removed_on, removal_reason, removed_by, removal_recorded_at) =
         ($2::date, $3, $4, $5::timestamptz)
       where credit_event_id = $1`,
      [
        creditEvent.creditEventId,
        creditEvent.removedOn,
        creditEvent.removalReason,
        creditEvent.removedBy,
        creditEvent.removalRecordedAt,
      ],
    );
  }

  /** Which of these codes are enterprises of the register. Their rows are locked in order, so that no two lists wait for each other. */
  async registered(tx: Tx, creditCodes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ credit_code: string }>(
      `select credit_code from enterprise where credit_code = any ($1::text[]) and status <> all ($2::text[])
       order by credit_code for key share`,
      [creditCodes, DRAFT_STATUSES],
    );
    return new Set(rows.map((row) => row.credit_code));
  }

  /** What stands or stood against an enterprise, newest first. */
  async ofEnterprise(creditCode: string, caller: Actor): Promise<CreditEvent[]> {
    const scope = insiderScope(caller, 2);
    const rows = await this.database.query<CreditEventRow>(
      `select ${CREDIT_EVENT_COLUMNS} from credit_event
       where credit_code = $1 and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by occurred_on desc, credit_event_id`,
      [creditCode, ...scope.values],
    );
    return rows.map(creditEventOf);
  }
}

const INSERT = `
  insert into credit_event (credit_event_id, credit_code, type, occurred_on, source, document_no, note, evidence_ids,
    recorded_by, recorded_at)
  select "creditEventId", "creditCode", type, "occurredOn", source, "documentNo", note,
    array(select jsonb_array_elements_text("evidenceIds"))::uuid[], "recordedBy", "recordedAt"
  from jsonb_to_recordset($1::jsonb) as r ("creditEventId" uuid, "creditCode" text, type text, "occurredOn" date,
    source text, "documentNo" text, note text, "evidenceIds" jsonb, "recordedBy" text, "recordedAt" timestamptz)
  order by "creditCode"
  on conflict (credit_code, type, occurred_on, document_no) do nothing
  returning credit_event_id`;
