import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How PostgreSQL is told to stop: wait for clients, cut them off, or stop as if the power failed. */
export type StopMode = 'smart' | 'fast' | 'immediate';

const SIGNALS: Record<StopMode, NodeJS.Signals> = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' };

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Dead, but nobody has asked for its exit code; in a container without an init process it stays so for ever.
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').pop() ?? '');
  } catch {
    return false;
  }
}

/** The server that still holds `dataDir`, left over from a parent that was killed. */
export function survivingPid(dataDir: string): number | undefined {
  const pid = Number(pidFileLine(dataDir, PID_LINE));
  return pid > 0 && isAlive(pid) && worksIn(pid, dataDir) ? pid : undefined;
}

/** Whether the server has come so far that it takes connections; it says so in its own pid file. */
export function isReady(dataDir: string, pid: number): boolean {
  return pidFileLine(dataDir, PID_LINE) === String(pid) && pidFileLine(dataDir, STATUS_LINE) === 'ready';
}

/**
 * After a reboot or in a container the number in a stale file may belong to anybody, whom PostgreSQL would take for its living
 * self and whom we must not stop.
 */
export function forgetStalePid(dataDir: string): void {
  if (survivingPid(dataDir) === undefined) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

const PID_LINE = 0;
const STATUS_LINE = 7;

function pidFileLine(dataDir: string, line: number): string | undefined {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[line]?.trim();
  } catch {
    return undefined;
  }
}

// A server's working directory is its cluster.
function worksIn(pid: number, dataDir: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    return false;
  }
}

export async function stopPid(pid: number, mode: StopMode): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, SIGNALS[mode]);
  const deadline = Date.now() + 30_000;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL ${pid} did not stop within 30 s`);
    await sleep(10);
  }
}

/** Stops the server of a cluster and waits until it is gone. */
export async function stopServer(
  server: { pid: number; dataDir: string; pgCtl: string },
  mode: StopMode,
): Promise<void> {
  if (process.platform !== 'win32') return stopPid(server.pid, mode);
  await promisify(execFile)(server.pgCtl, ['stop', '-w', '-D', server.dataDir, '-m', mode]);
}

/** Whether the port takes connections. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
