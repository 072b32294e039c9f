import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { partsOf } from './service.js';
import type { ServiceSettings } from './settings.js';

const LOOK_MILLIS = 20;

/** Starts the microservices that were connected, listens, and stops in order at SIGTERM or SIGINT. Returns the address. */
export async function serve(app: NestFastifyApplication, settings: ServiceSettings): Promise<string> {
  await app.startAllMicroservices();
  await app.listen({ port: settings.port, host: settings.host });
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      stop(app, settings.shutdownMillis).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  return app.getUrl();
}

/**
 * Stops accepting connections, lets the requests in flight finish for as long as is allowed, then closes everything: consumers, relay
 * and, last, the database.
 */
export async function stop(app: NestFastifyApplication, patienceMillis: number): Promise<void> {
  const { health, traffic } = partsOf(app);
  const server = app.getHttpServer() as Server;
  health.drain();
  traffic.isDraining = true;
  if (server.listening) server.close();
  const deadline = performance.now() + patienceMillis;
  while (traffic.inFlight > 0 && performance.now() < deadline) await sleep(LOOK_MILLIS);
  // Whoever is still talking now has had its time.
  server.closeAllConnections();
  await app.close();
}
