// Freezes the JSON schema of each event version under published/: node libs/contracts/publish.mjs
// A version already published may only grow; a change that would break a reader or a replay is refused and needs a new version.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const root = fileURLToPath(new URL('../..', import.meta.url));
for (const lib of ['libs/values', 'libs/contracts'])
  execFileSync(process.execPath, ['deploy/workspace/compile.mjs', lib], { cwd: root, stdio: 'inherit' });
const { breakingChanges, EVENTS, wireSchema } = await import('./dist/index.js');

let broken = 0;
for (const event of EVENTS) {
  const name = `${event.type}.v${event.version}.json`;
  const file = new URL(`published/${name}`, import.meta.url);
  const schema = wireSchema(event.schema);
  const before = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  const changes = before ? breakingChanges(before, schema) : [];
  for (const change of changes) console.error(`${name} ${change}`);
  broken += changes.length;
  if (changes.length > 0) continue;
  const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
  if (before && JSON.stringify(before) === JSON.stringify(schema)) continue;
  await writeFile(file, text);
  console.log(`${before ? 'grown' : 'published'} ${name}`);
}
if (broken > 0) {
  console.error('A published event only grows. Define the next version beside the old one.');
  process.exitCode = 1;
}
