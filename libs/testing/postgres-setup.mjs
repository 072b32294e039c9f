// Jest's global setup: one throwaway PostgreSQL for the whole run, or the one that TEST_POSTGRES_URL names.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setup() {
  if (process.env.TEST_POSTGRES_URL) return;
  if (!existsSync('libs/embedded-postgres/dist/index.js'))
    execFileSync(process.execPath, ['deploy/workspace/compile.mjs', 'libs/embedded-postgres']);
  const { startPostgres } = await import('../embedded-postgres/dist/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'gusu-test-'));
  chmodSync(folder, 0o755);
  const server = await startPostgres({ dataDir: join(folder, 'cluster'), password: 'test', durable: false });
  process.env.TEST_POSTGRES_URL = server.superuserUrl;
  globalThis.__gusuTestPostgres = { server, folder };
}
