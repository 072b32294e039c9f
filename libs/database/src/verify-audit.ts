// Verifies the audit chain of a database: node libs/database/dist/verify-audit.js URL
import { verifyAuditChain } from './audit/verify-audit-chain.js';

const url = process.argv[2];
if (!url) {
  console.error('usage: node libs/database/dist/verify-audit.js postgres://USER:PASSWORD@HOST:PORT/DATABASE');
  process.exit(2);
}
const verdict = await verifyAuditChain(url);
console.log(
  verdict.sound
    ? `sound: ${verdict.entries} entries`
    : `BROKEN at entry ${verdict.brokenAt}: ${verdict.reason} (${verdict.entries} sound entries before it)`,
);
process.exitCode = verdict.sound ? 0 : 1;
