// Jest's global setup: one throwaway PostgreSQL for the whole run, or the one that TEST_POSTGRES_URL names.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = 'libs/embedded-postgres/src';
const COMPILED = 'libs/embedded-postgres/dist/index.js';
const PREFIX = 'gusu-test-';

export default async function setup() {
  if (process.env.TEST_POSTGRES_URL) return;
  if (!isCompiled())
    execFileSync(process.execPath, ['deploy/workspace/compile.mjs', 'libs/embedded-postgres']);
  const { removeAbandoned, startPostgres } = await import('../embedded-postgres/dist/index.js');
  await removeLeftovers(removeAbandoned);
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  const server = await startPostgres({ dataDir: join(folder, 'cluster'), password: 'test', durable: false });
  process.env.TEST_POSTGRES_URL = server.superuserUrl;
  globalThis.__gusuTestPostgres = { server, folder };
}

function isCompiled() {
  if (!existsSync(COMPILED)) return false;
  const compiledAt = statSync(COMPILED).mtimeMs;
  return readdirSync(SOURCE).every((name) => statSync(join(SOURCE, name)).mtimeMs <= compiledAt);
}

/** A run that was killed leaves its server running; the next one stops it. A run still going on is left alone. */
async function removeLeftovers(removeAbandoned) {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    if (await removeAbandoned(join(folder, 'cluster'))) rmSync(folder, { recursive: true, force: true });
  }
}
