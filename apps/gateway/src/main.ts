import { createGateway } from './app.module.js';
import { readGatewaySettings } from './settings.js';

const settings = readGatewaySettings(process.env);
const app = await createGateway(settings);
await app.listen({ port: settings.port, host: settings.host });
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
console.log(`gateway ${await app.getUrl()}`);
