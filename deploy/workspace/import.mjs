// npm run import -- enterprises FILE [--dry-run]: sends a register CSV to a running system and shows how far it is.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

const USAGE = `npm run import -- enterprises FILE [--dry-run]
  --url URL          the system (http://127.0.0.1:3000)
  --account NAME     who imports (city-officer)
  --secret SECRET    the account's secret; without it, the one in the data folder
  --data DIR         the data folder of npm start (.gusu)
  --charset NAME     encoding of the file (utf-8, gb18030)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'dry-run': { type: 'boolean', default: false },
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    account: { type: 'string', default: 'city-officer' },
    secret: { type: 'string' },
    data: { type: 'string', default: '.gusu' },
    charset: { type: 'string', default: 'utf-8' },
  },
});
const [what, file] = positionals;
if (what !== 'enterprises' || !file || !existsSync(file)) {
  console.error(file && !existsSync(file) ? `there is no file ${file}` : USAGE);
  process.exit(2);
}
await ensureInstalled();
const { default: cliProgress } = await import('cli-progress');
const api = `${values.url}/api/enterprise-registry/v1/imports`;
const authorization = `Bearer ${await token()}`;
const { importId } = await answerOf(
  await fetch(`${api}${values['dry-run'] ? '?dryRun=true' : ''}`, {
    method: 'POST',
    headers: { authorization, 'content-type': `text/csv; charset=${values.charset}` },
    body: createReadStream(file),
    duplex: 'half',
  }),
);
const bar = new cliProgress.SingleBar({ format: 'rows [{bar}] {value}/{total}' });
bar.start(0, 0);
let state;
do {
  await sleep(200);
  state = await answerOf(await fetch(`${api}/${importId}`, { headers: { authorization } }));
  bar.setTotal(state.total ?? 0);
  bar.update(state.processed);
} while (state.status === 'running');
bar.stop();
const { total, accepted, known, duplicate, refused } = state;
console.log(
  `${state.status}: ${total} rows, ${accepted} accepted, ${known} known, ${duplicate} duplicate, ${refused} refused`,
);
console.log(`verdicts: ${api}/${importId}/verdicts.csv`);
process.exitCode = state.status === 'finished' ? 0 : 1;

async function token() {
  const form = {
    grant_type: 'client_credentials',
    client_id: values.account,
    client_secret: secretOf(values.account),
  };
  const answer = await fetch(`${values.url}/identity/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return (await answerOf(answer)).access_token;
}

function secretOf(account) {
  if (values.secret) return values.secret;
  const accounts = join(values.data, 'accounts.json');
  const known = existsSync(accounts) ? JSON.parse(readFileSync(accounts, 'utf8')) : [];
  const found = known.find((entry) => entry.account === account)?.secret;
  if (found) return found;
  console.error(`no secret of ${account} in ${accounts}; give --secret or --data`);
  process.exit(2);
}

async function answerOf(answer) {
  const body = await answer.json();
  if (answer.ok) return body;
  console.error(`${answer.status} ${body.code ?? body.error}: ${body.title ?? body.error_description}`);
  process.exit(1);
}
