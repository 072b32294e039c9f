import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresAccount, reachableFolder, type Account } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import { ensureCluster, PROGRAM_ENVIRONMENT } from './cluster.js';
import { isAbandoned, takeCluster } from './owner.js';
import { freePort } from './free-port.js';
import { forgetStalePid, isReady, stopPid, stopServer, survivingPid, type StopMode } from './postmaster.js';
import { durableSettings, throwawaySettings, type Settings } from './settings.js';

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

interface Place {
  binaries: Binaries;
  account: Account;
  dataDir: string;
}

const READY_MILLIS = 120_000;
const LARGE_LOG_BYTES = 10_000_000;
/** Worth another try: a port taken meanwhile, and the last children of a server that was killed. */
const PASSING_FAILURE = /Address already in use|pre-existing shared memory block/;
const ATTEMPTS = 20;

/**
 * Starts a PostgreSQL from npm on 127.0.0.1. A server left over on the same folder by a killed parent is stopped first;
 * what it had acknowledged is recovered. The server runs in its own process group, so that Ctrl-C reaches the caller alone.
 * @throws Error in words for a person: the folder is in use, cannot be reached, or was made with another password
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const account = postgresAccount();
  const binaries = findBinaries(account);
  const dataDir = reachableFolder(account, options.dataDir);
  if (account.uid !== undefined && account.gid !== undefined) chownSync(dataDir, account.uid, account.gid);
  const leaveCluster = takeCluster(dataDir);
  try {
    const survivor = survivingPid(dataDir);
    if (survivor !== undefined) await stopPid(survivor, 'fast');
    forgetStalePid(dataDir);
    const { password, durable = true } = options;
    await ensureCluster(binaries, account, { dataDir, password, durable });
    return await launch({ binaries, account, dataDir }, options, leaveCluster);
  } catch (error) {
    leaveCluster();
    throw error;
  }
}

async function launch(
  place: Place,
  options: PostgresOptions,
  leaveCluster: () => void,
): Promise<RunningPostgres> {
  const { dataDir } = place;
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const server = spawnServer(place, options, port);
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    try {
      const pid = await untilReady(server, dataDir);
      const superuserUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
      const stop = (mode: StopMode = 'fast') =>
        stopServer({ pid, dataDir, pgCtl: place.binaries.pgCtl }, mode).then(() => ended);
      void ended.then(leaveCluster);
      await checkPassword(superuserUrl, dataDir).catch((error: unknown) =>
        stop().then(() => Promise.reject(error)),
      );
      return { port, pid, dataDir, superuserUrl, ended, stop };
    } catch (error) {
      const mayPass = error instanceof Error && PASSING_FAILURE.test(error.message);
      if (!mayPass || attempt === ATTEMPTS || (options.port && /Address already/.test(error.message)))
        throw error;
      await sleep(100);
    }
  }
}

function spawnServer(
  { binaries, account, dataDir }: Place,
  options: PostgresOptions,
  port: number,
): ChildProcess {
  const chosen = options.durable === false ? throwawaySettings() : durableSettings();
  const settings = { ...chosen, ...options.settings, port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openLog(dataDir);
  const server = spawn(binaries.postgres, ['-D', dataDir, ...flags], {
    ...account,
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', log, log],
    env: PROGRAM_ENVIRONMENT,
  });
  closeSync(log);
  server.unref();
  return server;
}

/** Waits until the server takes connections and returns its process number. */
async function untilReady(server: ChildProcess, dataDir: string): Promise<number> {
  let failure: Error | undefined;
  server.once('error', (error) => (failure = error));
  const deadline = Date.now() + READY_MILLIS;
  for (;;) {
    await sleep(5);
    if (failure) throw failure;
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${lastLines(`${dataDir}.log`)}`);
    if (server.pid !== undefined && isReady(dataDir, server.pid)) return server.pid;
    if (Date.now() > deadline) {
      server.kill('SIGQUIT');
      throw new Error(`PostgreSQL was not ready within ${READY_MILLIS / 1000} s; see ${dataDir}.log`);
    }
  }
}

async function checkPassword(url: string, dataDir: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const isOtherPassword = (error as { code?: string }).code === '28P01';
    throw isOtherPassword ? new Error(`${dataDir} was made with another password`, { cause: error }) : error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function openLog(dataDir: string): number {
  const file = `${dataDir}.log`;
  const isLarge = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGE_LOG_BYTES;
  if (isLarge) renameSync(file, `${dataDir}.earlier.log`);
  return openSync(file, 'a');
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-8).join('\n') : '(no log)';
}

/** Stops and removes a throwaway cluster whose process was killed; false when it is in use or was stopped in order. */
export async function removeAbandoned(dataDir: string): Promise<boolean> {
  if (!isAbandoned(dataDir)) return false;
  const survivor = survivingPid(dataDir);
  if (survivor !== undefined) await stopPid(survivor, 'immediate');
  for (const suffix of ['', '.log', '.owner', '.password'])
    rmSync(dataDir + suffix, { recursive: true, force: true });
  return true;
}
