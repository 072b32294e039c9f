import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeDataFolder } from './folder-lock.js';

describe('the data folder of a start', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gusu-test-folder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const dataDir = () => join(folder, '数 据');

  it('is made where it is not there, and free again after a stop', async () => {
    const release = await takeDataFolder(dataDir());
    release();
    (await takeDataFolder(dataDir(), 0))();
  });

  it('is refused to a second start, which is told who has it', async () => {
    const release = await takeDataFolder(dataDir());
    await expect(takeDataFolder(dataDir(), 150)).rejects.toThrow(
      `${dataDir()} is in use by another start (process ${process.pid}); stop it first`,
    );
    release();
  });

  it('is waited for while an earlier start is stopping', async () => {
    const release = await takeDataFolder(dataDir());
    setTimeout(release, 200);
    (await takeDataFolder(dataDir(), 5_000))();
  });

  it('is taken over from one that was killed, also when its number belongs to somebody else by now', async () => {
    (await takeDataFolder(dataDir()))();
    for (const [pid, startedAt] of [
      [999_999_999, '1'],
      [process.pid, '1'],
    ]) {
      writeFileSync(join(dataDir(), 'launcher.pid'), JSON.stringify({ pid, startedAt }));
      const release = await takeDataFolder(dataDir(), 0);
      expect(JSON.parse(readFileSync(join(dataDir(), 'launcher.pid'), 'utf8'))).toMatchObject({
        pid: process.pid,
      });
      release();
    }
  });

  it('that cannot be made is refused in words', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(takeDataFolder(join(folder, 'file', 'x'), 0)).rejects.toThrow(
      /cannot be made: .*; give --data another folder$/,
    );
  });
});
