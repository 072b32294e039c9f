import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from './index.js';

describe('a free port', () => {
  it('is none that an outgoing connection could take before its server listens', async () => {
    for (let n = 0; n < 50; n += 1) {
      const port = await freePort();
      expect(port).toBeGreaterThan(10_080);
      expect(port).toBeLessThan(32_768);
    }
  });

  it('can be listened on', async () => {
    const server = createServer().listen(await freePort(), '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});
