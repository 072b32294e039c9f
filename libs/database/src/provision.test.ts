import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { dropDatabase, freshName, PASSWORDS, testServerUrl } from './fixture/own-database.js';
import { migrate, provision, type ProvisionedUrls } from './index.js';

const name = freshName();
let urls: ProvisionedUrls;

async function as(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

class CreateNote1700000000001 {
  name = 'CreateNote1700000000001';
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query('create table note (id bigint generated always as identity, text text)');
    await runner.query("create function shout() returns text language sql return 'note'");
  }
  async down(): Promise<void> {}
}

beforeAll(async () => {
  const adminUrl = testServerUrl();
  const runs = await Promise.all([1, 2, 3].map(() => provision({ adminUrl, name, passwords: PASSWORDS })));
  expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(1);
  urls = await provision({ adminUrl, name, passwords: PASSWORDS });
  await migrate({ url: urls.ownerUrl, migrations: [CreateNote1700000000001] });
});
afterAll(() => dropDatabase(name));

describe('a provisioned database', () => {
  it('lets the running role read and write rows and call functions', async () => {
    await as(urls.appUrl, "insert into note (text) values ('一'); update note set text = '二'");
    expect(await as(urls.appUrl, 'select text, shout() from note')).toEqual([{ text: '二', shout: 'note' }]);
    await as(urls.appUrl, 'delete from note');
  });

  it.each(['create table other (id int)', 'alter table note add x int', 'truncate note', 'drop table note'])(
    'refuses the running role: %s',
    async (sql) => {
      await expect(as(urls.appUrl, sql)).rejects.toThrow(/permission denied|must be owner/);
    },
  );

  it.each(['select * from note', 'select shout()', 'create temporary table t (id int)'])(
    'refuses the role that reads the event log: %s',
    async (sql) => {
      await expect(as(urls.eventsUrl, sql)).rejects.toThrow('permission denied');
    },
  );

  it('limits how long the running role waits for a lock, whatever the server says', async () => {
    expect(await as(urls.appUrl, 'show lock_timeout')).toEqual([{ lock_timeout: '2s' }]);
  });

  it('takes a new password', async () => {
    const changed = await provision({
      adminUrl: testServerUrl(),
      name,
      passwords: { ...PASSWORDS, app: 'new: %' },
    });
    expect(await as(changed.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(as(urls.appUrl, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('is closed to the roles of another database', async () => {
    const other = freshName();
    const others = await provision({ adminUrl: testServerUrl(), name: other, passwords: PASSWORDS });
    const there = Object.assign(new URL(others.appUrl), { pathname: `/${name}` }).href;
    await expect(as(there, 'select 1')).rejects.toThrow('permission denied');
    await dropDatabase(other);
  });

  it('can be made by an administrator who is no superuser', async () => {
    const admin = `${freshName()}_admin`;
    await as(testServerUrl(), `create role ${admin} login createdb createrole password 'admin'`);
    const adminUrl = Object.assign(new URL(testServerUrl()), { username: admin, password: 'admin' }).href;
    const made = freshName();
    const theirs = await provision({ adminUrl, name: made, passwords: PASSWORDS });
    expect(await provision({ adminUrl, name: made, passwords: PASSWORDS })).toEqual(theirs);
    await migrate({ url: theirs.ownerUrl, migrations: [CreateNote1700000000001] });
    expect(await as(theirs.appUrl, 'select text from note')).toEqual([]);
    await dropDatabase(made);
    await as(testServerUrl(), `drop role ${admin}`);
  });
});
