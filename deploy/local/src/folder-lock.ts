import { takeOwnership } from '@gusu/embedded-postgres';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the data folder for this launcher. One left behind by a launcher that was killed is taken over.
 * @throws Error in words when it cannot be made, or another launcher is at work on it
 */
export function takeDataFolder(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${dataDir} cannot be made: ${reason}; give --data another folder`, { cause });
  }
  return takeOwnership(
    join(dataDir, 'launcher.pid'),
    (pid) =>
      `${dataDir} is in use by another start (process ${pid}); stop it first, or give --data another folder`,
  );
}
