// Builds every project. Nx caches project by project; a stamp over the sources skips even asking it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

const STAMP = '.nx/gusu-build';

/** Every source file with its size and time, and whether its project was built at all. */
function sourcesHash() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  hash.update(readFileSync('deploy/workspace/compile.mjs'));
  for (const parent of ['apps', 'libs', 'deploy']) {
    for (const name of readdirSync(parent).sort()) {
      const root = join(parent, name, 'src');
      if (!existsSync(root)) continue;
      hash.update(`${root} ${existsSync(join(parent, name, 'dist'))}\n`);
      for (const file of readdirSync(root, { recursive: true }).sort()) {
        const { mtimeMs, size } = statSync(join(root, file));
        hash.update(`${file} ${mtimeMs} ${size}\n`);
      }
    }
  }
  return hash.digest('hex');
}

export async function ensureBuilt() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()) return;
  console.log('building …');
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--outputStyle=static'],
    { env: { ...process.env, NX_DAEMON: 'false' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) {
    console.error(stdout);
    process.exit(1);
  }
  mkdirSync('.nx', { recursive: true });
  writeFileSync(STAMP, sourcesHash());
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
  await ensureBuilt();
}
