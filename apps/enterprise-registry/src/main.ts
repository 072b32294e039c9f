import { Database, migrate } from '@gusu/database';
import { createHttpService, partsOf, readSettings, serve } from '@gusu/http';
import { connectEvents, EventRelay, readTransportSettings } from '@gusu/messaging';
import { AppModule, SERVICE } from './app.module.js';
import { registryMigrations } from './migrations/registry-migrations.js';

const settings = readSettings();
if (settings.migrationDatabaseUrl)
  await migrate({ url: settings.migrationDatabaseUrl, migrations: registryMigrations });
const database = await Database.connect({
  url: settings.databaseUrl,
  applicationName: SERVICE,
  poolSize: settings.databasePool,
});
const app = await createHttpService(AppModule.with(readTransportSettings(process.env)), {
  service: SERVICE,
  title: { zh: '企业库', en: 'Enterprise registry' },
  description: {
    zh: '企业是谁：登记、核验、变更、迁移、检索、历史、批量导入。',
    en: 'Who the enterprises are: registration, verification, change, relocation, search, history, import.',
  },
  settings,
  database,
});
connectEvents(app);
const relay = app.get(EventRelay, { strict: false });
partsOf(app).health.probed('events', async () => {
  const broken = relay.health().find(({ up }) => !up);
  if (broken) throw new Error(broken.detail ?? broken.name);
});
console.log(`${SERVICE} ${await serve(app, settings)}`);
