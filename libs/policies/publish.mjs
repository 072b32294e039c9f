// Freezes the hash of each policy file under src/files/published.json: node libs/policies/publish.mjs
// A policy already published is never changed, because decisions were made under its text; a changed rule is a new file with a new id.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
for (const lib of ['libs/values', 'libs/policies'])
  execFileSync(process.execPath, ['deploy/workspace/compile.mjs', lib], { cwd: root, stdio: 'inherit' });
const { PolicyBook, shippedSources } = await import('./dist/index.js');

const file = new URL('src/files/published.json', import.meta.url);
const published = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
const changed = [];
for (const { id, hash } of PolicyBook.of(shippedSources()).policies) {
  if (published[id] === undefined) console.log(`published ${id}`);
  else if (published[id] !== hash) changed.push(id);
  published[id] ??= hash;
}
for (const id of changed) console.error(`${id} was published with another text`);
if (changed.length > 0) process.exit(1);
await writeFile(file, `${JSON.stringify(published, null, 2)}\n`);
