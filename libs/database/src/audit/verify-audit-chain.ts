import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** What the verifier found: the length of a sound chain, or the first place where it is broken. */
export type AuditVerdict =
  { sound: true; entries: number } | { sound: false; entries: number; brokenAt: string; reason: string };

interface Row {
  seq: string;
  entry: string;
  previous_hash: Buffer;
  hash: Buffer;
}

const PAGE = 5_000;
const FIRST_HASH = createHash('sha256').update('gusu audit chain').digest();

/** Recomputes every hash of the chain, offline: it needs a reading role and nothing of the service. */
export async function verifyAuditChain(url: string): Promise<AuditVerdict> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // One snapshot, so that a writer at work does not look like a break.
    await client.query('begin isolation level repeatable read read only');
    return await walk(client);
  } finally {
    await client.end();
  }
}

async function walk(client: Client): Promise<AuditVerdict> {
  let seq = 0n;
  let hash: Buffer = FIRST_HASH;
  for (;;) {
    const { rows } = await client.query<Row>(
      'select seq, entry, previous_hash, hash from audit_entry where seq > $1 order by seq limit $2',
      [seq, PAGE],
    );
    for (const row of rows) {
      const broken = breakOf(row, seq, hash);
      if (broken) return { sound: false, entries: Number(seq), brokenAt: row.seq, reason: broken };
      seq = BigInt(row.seq);
      hash = row.hash;
    }
    if (rows.length < PAGE) return checkHead(client, seq, hash);
  }
}

function breakOf(row: Row, seq: bigint, hash: Buffer): string | undefined {
  if (BigInt(row.seq) !== seq + 1n) return `entry ${seq + 1n} is missing`;
  if (!row.previous_hash.equals(hash)) return 'it does not follow the entry before it';
  const expected = createHash('sha256').update(hash).update(row.entry, 'utf8').digest();
  return expected.equals(row.hash) ? undefined : 'its text or its hash was changed';
}

async function checkHead(client: Client, seq: bigint, hash: Buffer): Promise<AuditVerdict> {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>('select seq, hash from audit_head');
  const head = rows[0];
  const entries = Number(seq);
  if (!head) return { sound: false, entries, brokenAt: `${seq}`, reason: 'the head of the chain is missing' };
  if (BigInt(head.seq) === seq && head.hash.equals(hash)) return { sound: true, entries };
  return { sound: false, entries, brokenAt: `${seq + 1n}`, reason: 'entries at the end were removed' };
}
