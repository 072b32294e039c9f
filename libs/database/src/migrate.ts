import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, toDatabaseError } from './database-error.js';
import { valueTypes } from './value-types.js';

export type Migration = new () => MigrationInterface;

const LOCK = 'gusu:migrate';
const POLL_MILLIS = 200;
const TIMEOUT_MILLIS = 120_000;

/**
 * Brings a database up to date as its owner and returns the names of the migrations applied here. Of several processes at once
 * one migrates and the others wait; they poll, because a waiter blocked inside a query would hold back CREATE INDEX
 * CONCURRENTLY for ever. A table that is busy longer than `lock_timeout` is tried again; what is applied is not repeated.
 * @throws DatabaseUnavailable when lock, table or server are not to be had within `timeoutMillis`
 */
export async function migrate({
  url,
  migrations,
  timeoutMillis = TIMEOUT_MILLIS,
}: {
  url: string;
  migrations: Migration[];
  timeoutMillis?: number;
}): Promise<string[]> {
  const deadline = Date.now() + timeoutMillis;
  for (;;) {
    try {
      return await migrateAlone(url, migrations, deadline);
    } catch (error) {
      const failure = toDatabaseError(error);
      if (!(failure instanceof DatabaseUnavailable) || Date.now() >= deadline) throw failure;
      await sleep(POLL_MILLIS);
    }
  }
}

async function migrateAlone(url: string, migrations: Migration[], deadline: number): Promise<string[]> {
  const guard = new Client({ connectionString: url, application_name: 'migrate' });
  // The guard's session may be cut while nothing is asked of it; the next statement says so.
  guard.on('error', () => undefined);
  try {
    await guard.connect();
    while (!(await tryLock(guard))) {
      if (Date.now() >= deadline) throw new DatabaseUnavailable('contention', 'another process is migrating');
      await sleep(POLL_MILLIS);
    }
    return await runPending(url, migrations);
  } finally {
    await guard.end().catch(() => undefined);
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
    installExtensions: false,
    poolErrorHandler: () => undefined,
    extra: { types: valueTypes },
  }).initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}
