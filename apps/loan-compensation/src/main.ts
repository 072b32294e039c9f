import { Database, migrate } from '@gusu/database';
import { createHttpService, partsOf, readSettings, serve } from '@gusu/http';
import { connectEvents, EventRelay, readTransportSettings } from '@gusu/messaging';
import { AppModule, SERVICE } from './app.module.js';
import { loanMigrations } from './migrations/loan-migrations.js';

const settings = readSettings();
const secret = process.env.BANK_SECRET_KEY;
if (!secret) throw new Error('BANK_SECRET_KEY must be set: banks’ signing secrets are kept under it');
if (settings.migrationDatabaseUrl)
  await migrate({ url: settings.migrationDatabaseUrl, migrations: loanMigrations });
const database = await Database.connect({
  url: settings.databaseUrl,
  applicationName: SERVICE,
  poolSize: settings.databasePool,
});
const app = await createHttpService(AppModule.with(readTransportSettings(process.env), secret), {
  service: SERVICE,
  title: { zh: '科贷通风险补偿', en: 'Loan compensation' },
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
