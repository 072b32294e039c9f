// `npm start`: install if needed, build if needed, then run everything in this very process, so that signals reach it.
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

await ensureInstalled();
await ensureBuilt();
await import('../local/dist/main.js');
