import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

interface ChildOptions {
  name: string;
  /** The file to run. */
  main: string;
  env: Record<string, string>;
  logDir: string;
}

const LONGEST_BACKOFF_MILLIS = 10_000;
const STABLE_MILLIS = 30_000;
const STOP_MILLIS = 20_000;

/** One process of the system: started, watched, restarted when it crashes, stopped when asked. */
export class Child {
  private process: ChildProcess | undefined;
  private isStopping = false;
  private backoffMillis = 250;
  private readonly log: WriteStream;

  constructor(private readonly options: ChildOptions) {
    this.log = createWriteStream(join(options.logDir, `${options.name}.log`), { flags: 'a' });
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  start(): void {
    const { main, env, name } = this.options;
    const started = Date.now();
    const preload = pathToFileURL(join(import.meta.dirname, 'stop-with-launcher.js')).href;
    const child = fork(main, [], {
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', NODE_NO_WARNINGS: '1', ...env },
      execArgv: ['--import', preload, '--enable-source-maps'],
      // Its own group: Ctrl-C reaches the launcher, which stops everything in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.pipe(this.log, { end: false });
    child.stderr?.pipe(this.log, { end: false });
    this.process = child;
    child.once('exit', (code, signal) => {
      if (this.isStopping) return;
      if (Date.now() - started > STABLE_MILLIS) this.backoffMillis = 250;
      console.error(
        `${name} ended (${signal ?? code}); starting it again in ${this.backoffMillis} ms, see its log`,
      );
      setTimeout(() => !this.isStopping && this.start(), this.backoffMillis);
      this.backoffMillis = Math.min(this.backoffMillis * 2, LONGEST_BACKOFF_MILLIS);
    });
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const late = sleep(STOP_MILLIS, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
    await ended;
  }
}
