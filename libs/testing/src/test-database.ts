import { Database, migrate, provision, type Migration } from '@gusu/database';
import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

export interface TestDatabase {
  /** Connected as the role that runs the service. */
  database: Database;
  name: string;
  ownerUrl: string;
  appUrl: string;
  eventsUrl: string;
  /** Superuser on this database, for looking behind the grants. */
  adminUrl: string;
  drop(): Promise<void>;
}

const PASSWORDS = { owner: 'owner', app: 'app', events: 'events' };

export function testPostgresUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set; run the tests through jest.config.mjs');
  return url;
}

/** A fresh database with its roles and the given migrations, and a connection as the role that runs the service. */
export async function createTestDatabase(
  options: { migrations?: Migration[]; poolSize?: number; prefix?: string } = {},
): Promise<TestDatabase> {
  const adminUrl = testPostgresUrl();
  const name = `${options.prefix ?? 'test'}_${randomBytes(6).toString('hex')}`;
  const urls = await provision({ adminUrl, name, passwords: PASSWORDS });
  await migrate({ url: urls.ownerUrl, migrations: options.migrations ?? [] });
  const database = await Database.connect({
    url: urls.appUrl,
    applicationName: name,
    poolSize: options.poolSize ?? 10,
  });
  return {
    ...urls,
    database,
    name,
    adminUrl: Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href,
    drop: async () => {
      await database.close();
      await dropDatabase(adminUrl, name);
    },
  };
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    for (const role of ['owner', 'app', 'events'])
      await client.query(`drop role if exists ${escapeIdentifier(`${name}_${role}`)}`);
  } finally {
    await client.end();
  }
}
