import { exactJson } from '@gusu/values';
import { textArray } from '../binary-array.js';
import type { Tx } from '../tx.js';

/** One state change: who did what to which object, and why. Personal data goes in as hashes or not at all. */
export interface AuditEntry {
  /** RFC 3339. */
  at: string;
  actorId: string;
  /** Verb of the use case, `<noun>.<verb>`. */
  action: string;
  objectType: string;
  objectId: string;
  before?: unknown;
  after?: unknown;
  reason?: string;
  traceId?: string;
}

const waiting = new WeakMap<Tx, string[]>();

/**
 * Adds entries to the chain of the service's database. They are written in the transaction's very last statement, because
 * the head of the chain is a lock that every writer takes.
 */
export const audit = {
  append(tx: Tx, ...entries: readonly AuditEntry[]): void {
    if (entries.length === 0) return;
    const texts = entries.map(exactJson);
    const earlier = waiting.get(tx);
    if (earlier) {
      earlier.push(...texts);
      return;
    }
    waiting.set(tx, texts);
    tx.beforeCommit('audit', async (open) => {
      await open.query('select audit_append($1::text[])', [textArray(texts)]);
    });
  },
};
