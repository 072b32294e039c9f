// What `npm start` runs: PostgreSQL, the identity provider, every service as its own process, the gateway.
import { HELP, readOptions } from './options.js';
import { takeDataFolder } from './folder-lock.js';
import { System } from './system.js';
import { whenOrphaned } from './when-orphaned.js';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(HELP);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(options: Exclude<ReturnType<typeof readOptions>, 'help'>): Promise<void> {
  const release = await takeDataFolder(options.dataDir);
  const system = new System(options);
  let ending: Promise<void> | undefined;
  const end = () =>
    (ending ??= system.stop().then(
      () => {
        release();
        process.exit(process.exitCode ?? 0);
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    ));
  // npm and the terminal may both pass the signal on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => void end());
  try {
    await system.start();
  } catch (error) {
    // Stopped while it started: nobody has to be told.
    if (!ending) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
    await end();
  }
}
