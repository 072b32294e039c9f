import type { Server } from 'node:http';
import { createGateway } from './app.module.js';
import { readGatewaySettings } from './settings.js';

/** How long requests in flight may take to finish when the gateway is stopped. */
const PATIENCE_MILLIS = 10_000;

const settings = readGatewaySettings(process.env);
const app = await createGateway(settings);
await app.listen({ port: settings.port, host: settings.host });
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    const server = app.getHttpServer() as Server;
    setTimeout(() => server.closeAllConnections(), PATIENCE_MILLIS).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
console.log(`gateway ${await app.getUrl()}`);
