// Jest's global teardown: stops what the setup started and removes its files.
import { rmSync } from 'node:fs';

export default async function teardown() {
  const started = globalThis.__gusuTestPostgres;
  if (!started) return;
  await started.server.stop('immediate');
  rmSync(started.folder, { recursive: true, force: true });
}
