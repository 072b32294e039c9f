import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, isListening } from '@gusu/embedded-postgres';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** `npm start` itself, as a person or a service manager runs it, in a folder whose name is not made for programs. */
describe('npm start', () => {
  let folder: string;
  let port: number;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gusu 姑苏-'));
    chmodSync(folder, 0o755);
    port = await freePort();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function start(): Promise<{ npm: ChildProcess; output: string }> {
    const args = ['start', '--', '--port', String(port), '--data', join(folder, '数 据'), '--empty'];
    const npm = spawn('npm', args, {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const ready = new Promise<boolean>((resolve) => {
      npm.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (/^ready /m.test(output)) resolve(true);
      });
      npm.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      npm.once('exit', () => resolve(false));
    });
    await ready;
    return { npm, output };
  }

  it('starts, stops when npm is told to, and can be started again at once on the same data', async () => {
    const first = await start();
    expect(first.output).toContain(`ready http://127.0.0.1:${port}`);
    first.npm.kill('SIGTERM');
    await once(first.npm, 'exit');
    // npm does not wait for what it started; the next start does.
    const second = await start();
    expect(second.output).toContain(`ready http://127.0.0.1:${port}`);
    second.npm.kill('SIGTERM');
    await once(second.npm, 'exit');
    const lock = join(folder, '数 据', 'launcher.pid');
    for (const end = Date.now() + 60_000; Date.now() < end && existsSync(lock);) await sleep(50);
    expect(existsSync(lock)).toBe(false);
    expect(await isListening(port)).toBe(false);
  }, 180_000);
});
