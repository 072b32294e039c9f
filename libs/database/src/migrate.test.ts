import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ownDatabase, type OwnDatabase } from './fixture/own-database.js';
import { migrate, type Migration } from './index.js';

class CreateNote1700000000001 implements MigrationInterface {
  name = 'CreateNote1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (id bigint primary key, text text)');
    await runner.query('select pg_sleep(0.3)');
  }
  async down(): Promise<void> {}
}

class IndexNote1700000000002 implements MigrationInterface {
  name = 'IndexNote1700000000002';
  transaction = false;
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index concurrently if not exists note_text on note (text)');
  }
  async down(): Promise<void> {}
}

class HalfFails1700000000003 implements MigrationInterface {
  name = 'HalfFails1700000000003';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half (id bigint)');
    await runner.query('select 1 / 0');
  }
  async down(): Promise<void> {}
}

class WidenNote1700000000004 implements MigrationInterface {
  name = 'WidenNote1700000000004';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table note add column at date');
  }
  async down(): Promise<void> {}
}

const NOTE: Migration[] = [CreateNote1700000000001, IndexNote1700000000002];

let test: OwnDatabase;
beforeEach(async () => {
  test = await ownDatabase([]);
});
afterEach(() => test.drop());

const applied = async () =>
  (await test.asSuperuser<{ name: string }>('select name from migration order by id')).map(
    ({ name }) => name,
  );

describe('migrating', () => {
  it('is done by one of several processes at once, an index built concurrently included', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrate({ url: test.ownerUrl, migrations: NOTE })));
    expect(runs.flat().sort()).toEqual(['CreateNote1700000000001', 'IndexNote1700000000002']);
    expect(runs.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await applied()).toEqual(['CreateNote1700000000001', 'IndexNote1700000000002']);
  }, 30_000);

  it('changes nothing the second time', async () => {
    await migrate({ url: test.ownerUrl, migrations: NOTE });
    expect(await migrate({ url: test.ownerUrl, migrations: NOTE })).toEqual([]);
  });

  it('keeps what came before a failing migration and nothing of that one', async () => {
    const work = migrate({ url: test.ownerUrl, migrations: [...NOTE, HalfFails1700000000003] });
    await expect(work).rejects.toThrow('division by zero');
    expect(await applied()).toEqual(['CreateNote1700000000001', 'IndexNote1700000000002']);
    expect(await test.asSuperuser("select to_regclass('half') as half")).toEqual([{ half: null }]);
  });

  it('waits for a busy table instead of giving up at its first lock timeout', async () => {
    await migrate({ url: test.ownerUrl, migrations: NOTE });
    const reader = new Client({ connectionString: test.ownerUrl });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select * from note');
    const work = migrate({
      url: `${test.ownerUrl}?options=-c%20lock_timeout%3D300ms`,
      migrations: [...NOTE, WidenNote1700000000004],
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    await reader.query('commit');
    await reader.end();
    expect(await work).toEqual(['WidenNote1700000000004']);
  }, 30_000);

  it('gives up on another process that migrates for too long', async () => {
    const other = new Client({ connectionString: test.ownerUrl });
    await other.connect();
    await other.query("select pg_advisory_lock(hashtextextended('gusu:migrate', 0))");
    const work = migrate({ url: test.ownerUrl, migrations: NOTE, timeoutMillis: 300 });
    await expect(work).rejects.toMatchObject({ name: 'DatabaseUnavailable', reason: 'contention' });
    await other.end();
  });

  it('does not stop a service that reads the table it widens', async () => {
    await migrate({ url: test.ownerUrl, migrations: NOTE });
    const read = () => test.database.query('select * from note where id = $1', [1]);
    await read();
    await migrate({ url: test.ownerUrl, migrations: [...NOTE, WidenNote1700000000004] });
    await expect(read()).rejects.toMatchObject({ name: 'DatabaseUnavailable' });
    expect(await read()).toEqual([]);
    const readInside = () =>
      test.database.transaction((tx) => tx.query('select * from note where id = $1', [1]));
    expect(await readInside()).toEqual([]);
  });
});
