import { isAlive } from '@gusu/embedded-postgres';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the data folder for this launcher. One left behind by a launcher that was killed is taken over.
 * @throws Error in words when another launcher is at work on it
 */
export function takeDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = join(dataDir, 'launcher.pid');
  const owner = ownerOf(lock);
  if (owner !== undefined)
    throw new Error(
      `${dataDir} is in use by another start (process ${owner}); stop it first, or give --data another folder`,
    );
  writeFileSync(lock, String(process.pid));
  return () => rmSync(lock, { force: true });
}

function ownerOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!(pid > 0) || pid === process.pid || !isAlive(pid)) return undefined;
    // After a reboot the number may belong to anybody.
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node')
      ? pid
      : undefined;
  } catch {
    return undefined;
  }
}
