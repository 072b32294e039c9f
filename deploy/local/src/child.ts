import { NODE_FLAGS } from '@gusu/service/node-flags';
import { fork } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Running } from './kept-running.js';

export interface ChildOptions {
  name: string;
  /** The file to run. */
  main: string;
  env: Record<string, string>;
  logDir: string;
}

const STOP_MILLIS = 20_000;
const LARGE_LOG_BYTES = 10_000_000;
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'stop-with-launcher.js')).href;

/** Starts one Node process of the system, which writes to its own log and stops when it is told to, or when we are gone. */
export function startChild({ name, main, env, logDir }: ChildOptions): Running {
  const log = openLog(logDir, name);
  const child = fork(main, [], {
    env: { ...inherited(), NODE_ENV: 'production', NODE_NO_WARNINGS: '1', ...env },
    execArgv: ['--import', PRELOAD, '--enable-source-maps', ...NODE_FLAGS],
    // Its own group: Ctrl-C reaches the launcher, which stops everything in order.
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = sleep(STOP_MILLIS, 'late' as const, { ref: false });
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
    await ended;
  };
  return { ended, stop };
}

function openLog(logDir: string, name: string): number {
  const file = join(logDir, `${name}.log`);
  const isLarge = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGE_LOG_BYTES;
  if (isLarge) renameSync(file, join(logDir, `${name}.earlier.log`));
  return openSync(file, 'a');
}

// Nothing of the surroundings reaches a service but where programs lie and what the operator tells every Node process.
function inherited(): Record<string, string> {
  const { PATH = '', NODE_OPTIONS } = process.env;
  return NODE_OPTIONS ? { PATH, NODE_OPTIONS } : { PATH };
}
