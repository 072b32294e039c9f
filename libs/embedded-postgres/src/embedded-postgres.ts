import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { postgresAccount, reachableFolder, type Account } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import { stopPid, survivingPid, type StopMode } from './postmaster.js';
import { durableSettings, throwawaySettings, type Settings } from './settings.js';

const run = promisify(execFile);

export interface PostgresOptions {
  /** The cluster's folder; made when it is not there. */
  dataDir: string;
  /** Password of the superuser `postgres`; must be the one the cluster was made with. */
  password: string;
  port?: number;
  /** false: fsync off, for clusters that are thrown away. */
  durable?: boolean;
  settings?: Settings;
}

export interface RunningPostgres {
  port: number;
  pid: number;
  dataDir: string;
  superuserUrl: string;
  /** Resolves when the server process has ended, for whatever reason. */
  ended: Promise<void>;
  stop(mode?: StopMode): Promise<void>;
}

/**
 * Starts a PostgreSQL from npm on 127.0.0.1. A server left over on the same folder by a killed parent is stopped first;
 * what it had acknowledged is recovered. The server runs in its own process group, so that Ctrl-C reaches the caller alone.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const account = postgresAccount();
  const binaries = findBinaries(account);
  const dataDir = reachableFolder(account, options.dataDir);
  if (account.uid !== undefined && account.gid !== undefined) chownSync(dataDir, account.uid, account.gid);
  const survivor = survivingPid(dataDir);
  if (survivor !== undefined) await stopPid(survivor, 'fast');
  if (!existsSync(join(dataDir, 'PG_VERSION')))
    await initialise(binaries, account, dataDir, options.password);
  const port = options.port ?? (await freePort());
  const server = launch(binaries, account, dataDir, { ...options, port });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const superuserUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
  await untilReady(server, superuserUrl, dataDir);
  const pid = server.pid;
  if (pid === undefined) throw new Error('PostgreSQL has no process');
  return {
    port,
    pid,
    dataDir,
    superuserUrl,
    ended,
    stop: (mode = 'fast') => stopPid(pid, mode).then(() => ended),
  };
}

async function initialise(
  binaries: Binaries,
  account: Account,
  dataDir: string,
  password: string,
): Promise<void> {
  // A cut initdb leaves a folder that is neither empty nor a cluster.
  rmSync(join(dataDir, 'lost+found'), { recursive: true, force: true });
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined)
    chownSync(passwordFile, account.uid, account.gid);
  const args = ['-D', dataDir, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const form = ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-sync'];
  try {
    await run(binaries.initdb, [...args, ...form], {
      ...account,
      cwd: dataDir,
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launch(
  binaries: Binaries,
  account: Account,
  dataDir: string,
  options: PostgresOptions & { port: number },
): ChildProcess {
  const chosen = options.durable === false ? throwawaySettings() : durableSettings();
  const settings = { ...chosen, ...options.settings, port: options.port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(`${dataDir}.log`, 'a');
  const server = spawn(binaries.postgres, ['-D', dataDir, ...flags], {
    ...account,
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  });
  closeSync(log);
  server.unref();
  return server;
}

async function untilReady(server: ChildProcess, url: string, dataDir: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (server.exitCode !== null)
      throw new Error(`PostgreSQL did not start:\n${lastLines(`${dataDir}.log`)}`);
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline) throw new Error('PostgreSQL did not answer within 120 s', { cause: error });
      await sleep(20);
    }
  }
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-8).join('\n') : '(no log)';
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
