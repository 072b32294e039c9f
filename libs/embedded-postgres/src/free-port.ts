import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the ranges systems take ports of outgoing connections from (Linux from 32768, others from 49152). One from there may be
// gone before its server listens on it, or is started on it again, for as long as some connection lives.
const HIGHEST = 32_767;
// Above 10080, to which fetch refuses to speak.
const LOWEST = 10_081;

/** A port of 127.0.0.1 that was free a moment ago, and that only another server can take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
