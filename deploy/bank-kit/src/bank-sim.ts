import { parseLocalDate } from '@gusu/values';
import { BankClient } from './bank-client.js';
import { readBankSettings } from './settings.js';
import { simulateYear } from './simulated-year.js';

const AT_ONCE = 200;

const settings = readBankSettings(process.argv.slice(2), process.env);
const { seed, bankCode, borrowers, loans, token } = settings;
const run = `SIM${seed.toString(36).toUpperCase()}-${Date.now().toString(36).toUpperCase()}`;
const client = new BankClient(settings.url, settings.secret, token);
const year = simulateYear({ seed, bankCode, borrowers, loans, from: parseLocalDate(settings.from), run });
console.log(
  `seed ${seed}: ${loans} loans, ${year.sent.length} messages, ${year.late} late, ${year.repeated} sent twice`,
);

const counts = new Map<string, number>();
for (let at = 0; at < year.sent.length; at += AT_ONCE) {
  const events = year.sent.slice(at, at + AT_ONCE);
  const { status, body, text } = await client.post({ events }, { path: 'events:batch' });
  if (status !== 200) throw new Error(`the service answered ${status} ${text.slice(0, 300)}`);
  for (const { status: verdict, duplicate, code } of body.items as Record<string, string | undefined>[]) {
    const name = duplicate ? 'duplicate' : [verdict, code].filter(Boolean).join(' ');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}
for (const [name, count] of [...counts].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(7)}  ${name}`);

if (token === undefined) console.log('no token, so the books were not compared');
else {
  let different = 0;
  for (const { dueBillNo, principalFen, isSettled } of year.books) {
    const { body } = await client.loan(dueBillNo);
    if (body.principalFen === principalFen && (body.status === 'settled') === isSettled) continue;
    different += 1;
    console.log(
      `${dueBillNo}: ours ${principalFen} fen, theirs ${String(body.principalFen)} ${String(body.status)}`,
    );
  }
  console.log(`books compared: ${year.books.length - different} of ${year.books.length} agree to the fen`);
  if (different > 0) process.exitCode = 1;
}
