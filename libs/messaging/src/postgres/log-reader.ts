import { valueTypes, runStatement } from '@gusu/database';
import { Client } from 'pg';
import { LOG_COLUMNS, type LogRecord } from '../log-record.js';

/** Where a reader stands in one partition of one topic. */
export interface LogPlace {
  topic: string;
  part: number;
  off: bigint;
}

/** One connection to a producer's event log: reads it, and hears its bell. */
export class LogReader {
  private constructor(private readonly client: Client) {}

  /** `onBell` is called when the log grew; `onEnd` once, when the connection is lost. */
  static async open(
    url: string,
    name: string,
    listen?: { onBell: () => void; onEnd: () => void },
  ): Promise<LogReader> {
    const client = new Client({
      connectionString: url,
      application_name: name,
      types: valueTypes as never,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    if (listen) {
      client.on('end', listen.onEnd);
      client.on('notification', listen.onBell);
      await client.query('listen event_log');
    }
    return new LogReader(client);
  }

  /** Up to `limit` events of each partition from its offset on, in order; all topics in one round trip. */
  async read(from: readonly LogPlace[], limit: number): Promise<LogRecord[]> {
    const result = await runStatement(
      this.client,
      `select l.* from unnest($1::text[], $2::smallint[], $3::bigint[]) as w (at_topic, at_part, at_off)
         cross join lateral (
           select ${LOG_COLUMNS} from event_log
             where topic = w.at_topic and part = w.at_part and off >= w.at_off order by off limit $4
         ) l`,
      [from.map(({ topic }) => topic), from.map(({ part }) => part), from.map(({ off }) => off), limit],
    );
    return result.rows as unknown as LogRecord[];
  }

  /** Takes a leadership of this database for as long as the connection holds; false while somebody else has it. */
  async lead(name: string): Promise<boolean> {
    const { rows } = await this.client.query<{ leads: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as leads',
      [name],
    );
    return rows[0]?.leads === true;
  }

  async close(): Promise<void> {
    this.client.removeAllListeners('end');
    await this.client.end().catch(() => undefined);
  }
}
