import { runService } from '@gusu/service';
import { AppModule, SERVICE } from './app.module.js';
import { registryMigrations } from './migrations/registry-migrations.js';

await runService({
  service: SERVICE,
  title: { zh: '企业库', en: 'Enterprise registry' },
  description: {
    zh: '企业是谁：登记、核验、变更、迁移、检索、历史、批量导入。',
    en: 'Who the enterprises are: registration, verification, change, relocation, search, history, import.',
  },
  migrations: registryMigrations,
  modules: (transport) => AppModule.with(transport),
});
