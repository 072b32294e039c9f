import { freePort } from '@gusu/embedded-postgres';
import { NODE_FLAGS } from '@gusu/service/node-flags';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const READY_MILLIS = 60_000;

/** A service of ours as its own process, reached without the gateway. */
export class ServiceProcess {
  private constructor(
    readonly base: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(service: string, env: Record<string, string>, logDir: string): Promise<ServiceProcess> {
    const port = await freePort();
    mkdirSync(logDir, { recursive: true });
    const log = openSync(join(logDir, `${service}.log`), 'a');
    const child = fork(join(ROOT, 'apps', service, 'dist', 'main.js'), [], {
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        NODE_NO_WARNINGS: '1',
        PORT: `${port}`,
        ...env,
      },
      // Ends with us, also when we are killed.
      execArgv: [
        ...NODE_FLAGS,
        '--import',
        pathToFileURL(join(ROOT, 'deploy', 'local', 'dist', 'stop-with-launcher.js')).href,
      ],
      stdio: ['ignore', log, log, 'ipc'],
    });
    const started = new ServiceProcess(`http://127.0.0.1:${port}`, child);
    await started.untilReady(service, logDir);
    return started;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }

  /** The value of a metric, summed over its series. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.base}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  private async untilReady(service: string, logDir: string): Promise<void> {
    const deadline = Date.now() + READY_MILLIS;
    for (;;) {
      const answer = await fetch(`${this.base}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.child.exitCode !== null || Date.now() > deadline)
        throw new Error(`${service} is not ready; see ${join(logDir, `${service}.log`)}`);
      await sleep(50);
    }
  }
}
