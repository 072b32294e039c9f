import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { Injectable } from '@nestjs/common';
import { Reply } from '../request/reply.js';
import type { IdempotencyKey } from './idempotency-key.js';

interface StoredReply {
  claimed: boolean;
  fingerprint: Buffer | null;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

const PURGE_PAGE = 5_000;

/** Runs a creating request once, however often it is sent. */
@Injectable()
export class Idempotency {
  constructor(private readonly database: Database) {}

  /**
   * Opens THE transaction, claims the key, runs the work, stores its reply and commits, all or nothing. The same request sent again
   * gets the stored bytes. Without a key the work just runs in a transaction. A refusal is not stored: it rolls everything back,
   * and the same key may be tried again.
   * @throws Refusal `idempotency/key-reused` when the key was used for another request
   * @throws Refusal `idempotency/in-flight` while the first one is still running
   */
  once(key: IdempotencyKey | undefined, work: (tx: Tx) => Promise<Reply>): Promise<Reply> {
    return this.database.transaction(async (tx) => {
      if (!key) return work(tx);
      const replayed = await this.claim(tx, key);
      if (replayed) return replayed;
      const reply = await work(tx);
      await this.store(tx, key, reply);
      return reply;
    });
  }

  /** Forgets replies older than that instant. Returns how many. */
  async purge(before: Date): Promise<number> {
    for (let total = 0; ;) {
      const [row] = await this.database.query<{ purged: number }>(
        `with old as (select ctid from idempotency_key where created_at < $1 limit ${PURGE_PAGE}),
              gone as (delete from idempotency_key k using old where k.ctid = old.ctid returning 1)
         select count(*)::int as purged from gone`,
        [before],
      );
      total += row?.purged ?? 0;
      if ((row?.purged ?? 0) < PURGE_PAGE) return total;
    }
  }

  // The lock is tried, never waited for: a second copy of a running request is told so at once instead of holding a connection.
  private async claim(tx: Tx, key: IdempotencyKey): Promise<Reply | undefined> {
    const [found] = await tx.query<StoredReply>(
      `with lock as materialized (
         select pg_try_advisory_xact_lock(hashtextextended($1 || E'\\n' || $2, 1)) as claimed)
       select lock.claimed, k.fingerprint, k.status, k.headers, k.body
       from lock left join idempotency_key k on lock.claimed and k.caller = $1 and k.key = $2`,
      [key.caller, key.value],
    );
    if (!found?.claimed) throw refuse('idempotency/in-flight');
    if (!found.fingerprint || found.status === null || found.body === null) return undefined;
    if (!found.fingerprint.equals(key.fingerprint)) throw refuse('idempotency/key-reused');
    return new Reply(found.status, { ...found.headers, 'idempotent-replayed': 'true' }, found.body);
  }

  private async store(tx: Tx, key: IdempotencyKey, reply: Reply): Promise<void> {
    const stored = await tx.execute(
      `insert into idempotency_key (caller, key, fingerprint, status, headers, body)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [key.caller, key.value, key.fingerprint, reply.status, JSON.stringify(reply.headers), reply.body],
    );
    // The first copy committed between our look and our lock: its reply is the one that counts, ours rolls back.
    if (stored === 0) throw refuse('idempotency/in-flight');
  }
}
