import { execFile } from 'node:child_process';
import { chownSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';

const run = promisify(execFile);

/** Character classes must know Chinese, or pg_trgm finds none of it; collation is PostgreSQL's own, the same on every machine. */
const CHARACTER_CLASSES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'C.UTF-8',
  darwin: 'en_US.UTF-8',
};

/** Environment of the server's programs: nothing of the caller's, whose PG* variables would change what they do. */
export const PROGRAM_ENVIRONMENT = {
  PATH: process.env.PATH,
  LC_ALL: CHARACTER_CLASSES[process.platform] ?? 'C',
};

export interface ClusterPlan {
  dataDir: string;
  password: string;
  /** Whether the new files must be on disk before anybody relies on them. */
  durable: boolean;
}

/** Makes the cluster unless it is there. One that was cut off while it was made is made again. */
export async function ensureCluster(binaries: Binaries, account: Account, plan: ClusterPlan): Promise<void> {
  const { dataDir } = plan;
  // The password file is there as long as initdb runs, so afterwards it is the mark of one that was cut off.
  const passwordFile = `${dataDir}.password`;
  if (existsSync(passwordFile))
    for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true });
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  writeFileSync(passwordFile, plan.password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined)
    chownSync(passwordFile, account.uid, account.gid);
  try {
    await initialise(binaries, account, plan);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function initialise(binaries: Binaries, account: Account, plan: ClusterPlan): Promise<void> {
  const options = { ...account, cwd: plan.dataDir, env: PROGRAM_ENVIRONMENT };
  const place = ['-D', plan.dataDir];
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${plan.dataDir}.password`];
  const text = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const locale = `--locale=${PROGRAM_ENVIRONMENT.LC_ALL}`;
  await run(
    binaries.initdb,
    [...place, ...access, ...text, locale, '--data-checksums', '--no-sync'],
    options,
  );
  // Once at the end is a third of the time of initdb's own way.
  if (plan.durable) await run(binaries.initdb, [...place, '--sync-only'], options);
}
