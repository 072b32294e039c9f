import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';

export type Migration = new () => MigrationInterface;

const LOCK = 'gusu:migrate';
const POLL_MILLIS = 200;

/**
 * Brings a database up to date as its owner. Of several processes at once one migrates and the others wait; they poll, because
 * a waiter blocked inside a query would hold back CREATE INDEX CONCURRENTLY for ever.
 */
export async function migrate({
  url,
  migrations,
}: {
  url: string;
  migrations: Migration[];
}): Promise<string[]> {
  const guard = new Client({ connectionString: url, application_name: 'migrate' });
  await guard.connect();
  try {
    while (!(await tryLock(guard))) await sleep(POLL_MILLIS);
    return await runPending(url, migrations);
  } finally {
    await guard.end();
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [LOCK],
  );
  return rows[0]?.held === true;
}

async function runPending(url: string, migrations: Migration[]): Promise<string[]> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    applicationName: 'migrate',
    poolSize: 2,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
  }).initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}
