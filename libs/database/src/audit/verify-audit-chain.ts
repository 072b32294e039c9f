import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** What the verifier found: the length and the last hash of a sound chain, or the first place where it is broken. */
export type AuditVerdict =
  | { sound: true; entries: number; head: string }
  | { sound: false; entries: number; brokenAt: string; reason: string };

/** An entry number and its hash (hex), noted down earlier in a place that the database's owner cannot reach. */
export interface AuditAnchor {
  seq: number;
  hash: string;
}

interface Row {
  seq: string;
  entry: string;
  previous_hash: Buffer;
  hash: Buffer;
}

interface Link {
  seq: bigint;
  hash: Buffer;
}

const PAGE = 5_000;
const FIRST: Link = { seq: 0n, hash: createHash('sha256').update('gusu audit chain').digest() };

/**
 * Recomputes every hash of the chain, offline and page by page: it needs a reading role and nothing of the service. An owner of
 * the database could still rewrite the chain as a whole; only an anchor noted outside shows that.
 */
export async function verifyAuditChain(url: string, anchor?: AuditAnchor): Promise<AuditVerdict> {
  const client = new Client({ connectionString: url, application_name: 'verify-audit' });
  await client.connect();
  try {
    // One snapshot, so that a writer at work does not look like a break.
    await client.query('begin isolation level repeatable read read only');
    return await walk(client, anchor);
  } finally {
    await client.end();
  }
}

async function walk(client: Client, anchor: AuditAnchor | undefined): Promise<AuditVerdict> {
  let last = FIRST;
  for (;;) {
    const { rows } = await client.query<Row>(
      'select seq, entry, previous_hash, hash from audit_entry where seq > $1 order by seq limit $2',
      [last.seq, PAGE],
    );
    for (const row of rows) {
      const broken = breakOf(row, last) ?? anchorBreakOf(row, anchor);
      if (broken) return { sound: false, entries: Number(last.seq), brokenAt: row.seq, reason: broken };
      last = { seq: BigInt(row.seq), hash: row.hash };
    }
    if (rows.length < PAGE) return checkEnd(client, last, anchor);
  }
}

function breakOf(row: Row, last: Link): string | undefined {
  if (BigInt(row.seq) !== last.seq + 1n) return `entry ${last.seq + 1n} is missing`;
  if (!row.previous_hash.equals(last.hash)) return 'it does not follow the entry before it';
  const expected = createHash('sha256').update(last.hash).update(row.entry, 'utf8').digest();
  return expected.equals(row.hash) ? undefined : 'its text or its hash was changed';
}

function anchorBreakOf(row: Row, anchor: AuditAnchor | undefined): string | undefined {
  if (!anchor || BigInt(row.seq) !== BigInt(anchor.seq)) return undefined;
  return row.hash.toString('hex') === anchor.hash
    ? undefined
    : 'the chain was rewritten since the anchor was noted';
}

async function checkEnd(client: Client, last: Link, anchor: AuditAnchor | undefined): Promise<AuditVerdict> {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>('select seq, hash from audit_head');
  const head = rows[0];
  const broken = (reason: string): AuditVerdict => ({
    sound: false,
    entries: Number(last.seq),
    brokenAt: `${last.seq + 1n}`,
    reason,
  });
  if (!head) return broken('the head of the chain is missing');
  if (BigInt(head.seq) > last.seq) return broken('entries at the end were removed');
  if (BigInt(head.seq) < last.seq || !head.hash.equals(last.hash))
    return broken('entries were added past the head of the chain');
  if (anchor && BigInt(anchor.seq) > last.seq) return broken('entries up to the anchor were removed');
  return { sound: true, entries: Number(last.seq), head: last.hash.toString('hex') };
}
