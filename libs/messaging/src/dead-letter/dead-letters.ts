import { parseCloudEvent, refuse } from '@gusu/contracts';
import { audit, type Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import type { PageApplier } from '../consumer/page-applier.js';

export type DeadLetterStatus = 'parked' | 'waiting' | 'redriven' | 'discarded';

/** An event that was put aside: what it was, why, and what became of it. */
export interface DeadLetter {
  id: string;
  group: string;
  topic: string;
  part: number;
  off: string | null;
  key: string | null;
  eventId: string | null;
  type: string | null;
  cause: string;
  error: string;
  attempts: number;
  /** The event as it came. */
  body: string;
  status: DeadLetterStatus;
  createdAt: Date;
  settledAt: Date | null;
  settledBy: string | null;
  reason: string | null;
}

const SELECT = `select id::text, consumer_group as "group", topic, part::int, off::text, key, event_id as "eventId", type, cause,
  error, attempts, body, status, created_at as "createdAt", settled_at as "settledAt", settled_by as "settledBy", reason
  from dead_letter`;

/** What a clerk can do about events that could not be applied. */
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly group: string,
    private readonly applier: PageApplier,
  ) {}

  /** Newest first; `after` is the id of the last one of the page before. */
  list({
    status,
    after,
    limit = 50,
  }: { status?: DeadLetterStatus; after?: string; limit?: number } = {}): Promise<DeadLetter[]> {
    return this.database.query<DeadLetter>(
      `${SELECT} where consumer_group = $1 and ($2::text is null or status = $2) and ($3::bigint is null or id < $3)
         order by id desc limit $4`,
      [this.group, status ?? null, after ?? null, limit],
    );
  }

  /** @throws Refusal dead-letter/not-found */
  async get(id: string): Promise<DeadLetter> {
    const [letter] = /^\d{1,18}$/.test(id)
      ? await this.database.query<DeadLetter>(`${SELECT} where consumer_group = $1 and id = $2`, [
          this.group,
          id,
        ])
      : [];
    if (!letter) throw refuse('dead-letter/not-found', { id });
    return letter;
  }

  /**
   * Applies the letter and then those that wait behind it, in order, each in its own transaction, and unparks the key when none is
   * left. Stops at the first that fails again, which stays parked with the new cause. A second redrive finds nothing to do.
   * @throws Refusal dead-letter/not-found
   */
  async redrive(id: string, actor: Actor): Promise<{ redriven: number; isDrained: boolean }> {
    const letter = await this.get(id);
    let redriven = 0;
    for (;;) {
      const outcome = await this.redriveNext(letter, actor);
      if (outcome !== 'applied') return { redriven, isDrained: outcome === 'drained' };
      redriven += 1;
    }
  }

  /**
   * Gives the letter up, with a reason; the events behind it can then be redriven.
   * @throws Refusal dead-letter/not-found, dead-letter/already-settled, dead-letter/reason-missing
   */
  async discard(id: string, reason: string, actor: Actor): Promise<DeadLetter> {
    if (reason.trim() === '') throw refuse('dead-letter/reason-missing', { id });
    const letter = await this.get(id);
    await this.database.transaction(async (tx) => {
      await this.lockKey(tx, letter);
      const settled = await tx.execute(
        `update dead_letter set status = 'discarded', settled_at = now(), settled_by = $2, reason = $3
           where id = $1 and status in ('parked', 'waiting')`,
        [id, actor.id, reason],
      );
      if (settled === 0) throw refuse('dead-letter/already-settled', { id });
      await this.unparkIfDrained(tx, letter);
      audit.append(tx, this.entry(letter, actor, 'dead-letter.discard', reason));
    });
    return this.get(id);
  }

  private async redriveNext(letter: DeadLetter, actor: Actor): Promise<'applied' | 'failed' | 'drained'> {
    let current: DeadLetter | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        await this.lockKey(tx, letter);
        current = await this.oldestOpen(tx, letter);
        if (!current) {
          await this.unparkIfDrained(tx, letter);
          return 'drained';
        }
        await this.applier.applyOne(tx, current.topic, parseCloudEvent(JSON.parse(current.body)));
        await tx.execute(
          "update dead_letter set status = 'redriven', settled_at = now(), settled_by = $2 where id = $1",
          [current.id, actor.id],
        );
        await this.unparkIfDrained(tx, letter);
        audit.append(tx, this.entry(current, actor, 'dead-letter.redrive'));
        return 'applied';
      });
    } catch (error) {
      if (!current) throw error;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      await this.database.query(
        "update dead_letter set status = 'parked', error = $2, attempts = attempts + 1 where id = $1",
        [current.id, text],
      );
      return 'failed';
    }
  }

  // Holds off the consumer, which reads the parked keys with a share lock.
  private async lockKey(tx: Tx, { topic, key }: DeadLetter): Promise<void> {
    await tx.query(
      'select 1 from parked_key where consumer_group = $1 and topic = $2 and key = $3 for update',
      [this.group, topic, key],
    );
  }

  private async oldestOpen(tx: Tx, letter: DeadLetter): Promise<DeadLetter | undefined> {
    const [oldest] = await tx.query<DeadLetter>(
      `${SELECT} where consumer_group = $1 and status in ('parked', 'waiting')
         and (id = $4 or topic = $2 and key = $3) order by id limit 1 for update`,
      [this.group, letter.topic, letter.key, letter.id],
    );
    return oldest;
  }

  private async unparkIfDrained(tx: Tx, { topic, key }: DeadLetter): Promise<void> {
    await tx.execute(
      `delete from parked_key where consumer_group = $1 and topic = $2 and key = $3 and not exists (
         select 1 from dead_letter where consumer_group = $1 and topic = $2 and key = $3
           and status in ('parked', 'waiting'))`,
      [this.group, topic, key],
    );
  }

  private entry(letter: DeadLetter, actor: Actor, action: string, reason?: string) {
    return {
      at: new Date().toISOString(),
      actorId: actor.id,
      action,
      objectType: 'deadLetter',
      objectId: letter.id,
      before: { status: letter.status, eventId: letter.eventId, key: letter.key },
      reason,
    };
  }
}
