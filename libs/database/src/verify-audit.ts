// Verifies the audit chain of a database: node libs/database/dist/verify-audit.js URL [SEQ:HASH]
import { verifyAuditChain, type AuditAnchor } from './audit/verify-audit-chain.js';

const USAGE = `usage: node libs/database/dist/verify-audit.js postgres://USER:PASSWORD@HOST:PORT/DATABASE [SEQ:HASH]

SEQ:HASH is the head that an earlier run printed; it proves that nothing before it was rewritten since.`;

function anchorOf(text: string | undefined): AuditAnchor | undefined {
  if (text === undefined) return undefined;
  const [, seq, hash] = /^([0-9]+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new Error(`'${text}' is not SEQ:HASH`);
  return { seq: Number(seq), hash };
}

async function run(url: string, anchor: string | undefined): Promise<number> {
  const verdict = await verifyAuditChain(url, anchorOf(anchor));
  if (verdict.sound) {
    console.log(`sound: ${verdict.entries} entries, head ${verdict.entries}:${verdict.head}`);
    return 0;
  }
  console.log(
    `BROKEN at entry ${verdict.brokenAt}: ${verdict.reason} (${verdict.entries} sound entries before it)`,
  );
  return 1;
}

const [url, anchor] = process.argv.slice(2);
if (!url) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = await run(url, anchor).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  });
}
