import { freePort } from '@gusu/embedded-postgres';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../measure.js';
import { cpuSecondsOfTree } from '../process-tree.js';

const SETTLE_SECONDS = 20;
const SECONDS = 60;
const LAUNCHER = join(import.meta.dirname, '..', '..', '..', 'local', 'dist', 'main.js');

/** Everything that `npm start` starts, left alone. */
export function idleCpuRow(): Row {
  return {
    name: 'idle-cpu',
    what: 'CPU of everything started while nobody asks anything, % of a core',
    floor: 3,
    goal: 0.5,
    isCeiling: true,
    async measure() {
      const dataDir = mkdtempSync(join(tmpdir(), 'gusu-idle-'));
      const port = await freePort();
      const args = [LAUNCHER, '--empty', '--port', `${port}`, '--data', dataDir];
      const launcher = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => launcher.once('exit', resolve));
      try {
        await new Promise<void>((resolve, reject) => {
          let said = '';
          launcher.stdout.on('data', (chunk: Buffer) => {
            said += chunk.toString();
            if (/^ready /m.test(said)) resolve();
          });
          void ended.then(() => reject(new Error(`the launcher ended:\n${said}`)));
        });
        await sleep(SETTLE_SECONDS * 1_000);
        const pid = launcher.pid ?? 0;
        const before = cpuSecondsOfTree(pid);
        await sleep(SECONDS * 1_000);
        const after = cpuSecondsOfTree(pid);
        if (before === undefined || after === undefined)
          return { value: Number.NaN, unit: '%', remark: 'not measured: there is no /proc here' };
        return { value: ((after - before) * 100) / SECONDS, unit: '%', remark: `over ${SECONDS} s` };
      } finally {
        launcher.kill('SIGTERM');
        await ended;
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
  };
}
