import { once } from 'node:events';
import { createServer } from 'node:net';

/** @throws Error in words when nobody, or not this user, can listen on the port */
export async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`port ${port} ${reasonOf(cause as NodeJS.ErrnoException)}`, { cause });
  }
  server.close();
  await once(server, 'close');
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'is in use; choose another with --port';
  if (code === 'EACCES') return 'is not for this user; choose one above 1023 with --port';
  return `cannot be used: ${message}`;
}
