import { takeOwnership } from '@gusu/embedded-postgres';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An earlier start may just be stopping; that takes about a second. */
const PATIENCE_MILLIS = 5_000;
const LOOK_MILLIS = 100;

/**
 * Takes the data folder for this launcher. One left behind by a launcher that was killed is taken over; for one that is just being
 * stopped we wait a little.
 * @throws Error in words when it cannot be made, or another launcher is at work on it
 */
export async function takeDataFolder(dataDir: string, patienceMillis = PATIENCE_MILLIS): Promise<() => void> {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw new Error(`${dataDir} cannot be made: ${(cause as Error).message}; give --data another folder`, {
      cause,
    });
  }
  const deadline = Date.now() + patienceMillis;
  for (;;) {
    try {
      return takeOwnership(
        join(dataDir, 'launcher.pid'),
        (pid) =>
          `${dataDir} is in use by another start (process ${pid}); stop it first, or give --data another folder`,
      );
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await sleep(LOOK_MILLIS);
  }
}
