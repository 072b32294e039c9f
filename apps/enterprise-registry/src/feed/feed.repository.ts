import { type CloudEvent, type EnterpriseState, refuse } from '@gusu/contracts';
import { Database } from '@gusu/database';
import { cloudEventOf, LOG_COLUMNS, type LogRecord, PARTITIONS } from '@gusu/messaging';
import { Injectable } from '@nestjs/common';
import { DRAFT_STATUSES } from '../enterprise/enterprise.js';
import { ENTERPRISE_COLUMNS, enterpriseOf, type EnterpriseRow } from '../enterprise/enterprise.row.js';
import { stateOf } from '../enterprise/enterprise-state.js';
import type { FeedPosition } from './feed.js';

const TOPIC = 'enterprise-registry.enterprise';
const PARTS = Array.from({ length: PARTITIONS }, (_, part) => part);

export interface ChangePage {
  events: CloudEvent[];
  next: FeedPosition;
}

/** An enterprise in a snapshot; its `keyversion` is that of the newest event that this state contains. */
export interface SnapshotEntry {
  keyversion: number;
  data: EnterpriseState;
}

@Injectable()
export class FeedRepository {
  constructor(private readonly database: Database) {}

  /** Where the log ends now: a reader that begins here misses nothing that is not already to be read in the tables. */
  async end(): Promise<FeedPosition> {
    const heads = await this.database.query<{ part: number; next_off: bigint }>(
      'select part, next_off from event_log_head where topic = $1',
      [TOPIC],
    );
    const byPart = new Map(heads.map((head) => [head.part, head.next_off]));
    return PARTS.map((part) => byPart.get(part) ?? 0n);
  }

  /**
   * The events behind a position, those of each partition in their order.
   * @throws feed/cursor-too-old when some of them are no longer kept, or the log is not the one the position comes from
   */
  async changes(from: FeedPosition, limit: number): Promise<ChangePage> {
    const records = await this.database.query<LogRecord>(READ, [TOPIC, PARTS, from, limit]);
    const next = [...from];
    for (const { part, off } of records) {
      if (off !== next[part]) throw tooOld();
      next[part] = off + 1n;
    }
    if (records.length < limit) await this.requireReached(next);
    return { events: records.map(cloudEventOf), next };
  }

  /** Registered enterprises in the order of their credit codes. */
  async snapshot(after: string, limit: number): Promise<SnapshotEntry[]> {
    const rows = await this.database.query<EnterpriseRow & { keyversion: bigint }>(SNAPSHOT, [
      after,
      limit,
      TOPIC,
    ]);
    return rows.map((row) => ({ keyversion: Number(row.keyversion), data: stateOf(enterpriseOf(row)) }));
  }

  // Nothing more to read must mean that the end was reached: a log that lost its tail, or never had it, gives silence too.
  private async requireReached(position: FeedPosition): Promise<void> {
    const end = await this.end();
    if (position.some((off, part) => off > (end[part] ?? 0n))) throw tooOld();
  }
}

function tooOld() {
  return refuse('feed/cursor-too-old', { snapshot: '/v1/enterprises/snapshot' });
}

// Taken in turn from the partitions, so that the page is a beginning of what each of them holds.
const READ = `
  select ${LOG_COLUMNS}
  from unnest($2::smallint[], $3::bigint[]) as w (at_part, at_off)
  cross join lateral (
    select * from event_log where topic = $1 and part = w.at_part and off >= w.at_off order by off limit $4::integer) l
  order by off - at_off, part limit $4::integer`;

const SNAPSHOT = `
  select ${ENTERPRISE_COLUMNS.replace('version', 'e.version')}, coalesce(k.version, 0) as keyversion
  from (
    select * from enterprise
    where credit_code > $1::text and status not in (${DRAFT_STATUSES.map((status) => `'${status}'`).join(', ')})
    order by credit_code limit $2::integer) e
  left join (select key, version from outbox_key where topic = $3) k on k.key = e.credit_code
  order by e.credit_code`;
