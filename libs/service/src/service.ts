import { Database, migrate, type Migration } from '@gusu/database';
import { createHttpService, partsOf, readSettings, serve, type ServiceTitle } from '@gusu/http';
import { connectEvents, EventRelay, readTransportSettings, type TransportSettings } from '@gusu/messaging';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What one service is besides the platform they all stand on. */
export interface ServicePlan extends ServiceTitle {
  migrations: readonly Migration[];
  /** The service's modules, told how events travel. Throws where a setting of its own is missing. */
  modules(transport: TransportSettings): DynamicModule;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Brings a service up from its environment, tables first: migrated where MIGRATION_DATABASE_URL names who may, its database
 * reached, its event handlers connected, every background part of the event system told of in its health. It does not listen yet.
 * @throws Error naming every setting that is missing or wrong, before anything is touched
 */
export async function createService(
  plan: ServicePlan,
  env: Environment = process.env,
): Promise<NestFastifyApplication> {
  const settings = readSettings(env);
  const modules = plan.modules(readTransportSettings(env));
  const { migrationDatabaseUrl, databaseUrl, databasePool } = settings;
  if (migrationDatabaseUrl) await migrate({ url: migrationDatabaseUrl, migrations: [...plan.migrations] });
  const database = await Database.connect({
    url: databaseUrl,
    applicationName: plan.service,
    poolSize: databasePool,
  });
  const app = await createHttpService(modules, { ...plan, settings, database });
  connectEvents(app);
  const relay = app.get(EventRelay, { strict: false });
  partsOf(app).health.reported(() => relay.health());
  return app;
}

/** The whole of a service's `main.ts`: brings it up, listens, and stops in order when it is told to. */
export async function runService(plan: ServicePlan): Promise<void> {
  const app = await createService(plan);
  const address = await serve(app, readSettings());
  process.stdout.write(`${plan.service} ${address}\n`);
}
