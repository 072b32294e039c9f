import { BankClient } from './bank-client.js';
import { CHECKS, Made } from './checks.js';
import { readBankSettings } from './settings.js';

const { url, secret, bankCode, borrowers } = readBankSettings(process.argv.slice(2), process.env);
const client = new BankClient(url, secret);
const made = new Made(bankCode, borrowers[0] ?? '', `CHECK-${Date.now().toString(36).toUpperCase()}`);

let failed = 0;
for (const { what, source, run } of CHECKS) {
  const problem = await run(client, made).catch((error: unknown) => String(error));
  if (problem !== undefined) failed += 1;
  console.log(`${problem === undefined ? 'pass' : 'FAIL'}  ${what} (funding.md ${source})`);
  if (problem !== undefined) console.log(`      ${problem}`);
}
console.log(`${CHECKS.length - failed} of ${CHECKS.length} pass`);
if (failed > 0) process.exitCode = 1;
