import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ownDatabase, type OwnDatabase } from './fixture/own-database.js';
import { DatabaseUnavailable } from './index.js';

describe('a transaction', () => {
  let test: OwnDatabase;

  beforeAll(async () => {
    test = await ownDatabase([]);
    await test.asSuperuser(`
      create table note (id bigint primary key, at date, text text);
      grant all on note to ${test.name}_app`);
  });
  afterAll(() => test.drop());

  it('keeps what was written when the work succeeds', async () => {
    await test.database.transaction((tx) =>
      tx.execute('insert into note values ($1, $2, $3)', [1, '2021-04-15', '一']),
    );
    expect(await test.database.query('select at, text from note where id = $1', [1])).toEqual([
      { at: '2021-04-15', text: '一' },
    ]);
  });

  it('keeps nothing and runs no effect when the work fails', async () => {
    const effects: string[] = [];
    const work = test.database.transaction(async (tx) => {
      tx.afterCommit(() => effects.push('ran'));
      await tx.execute('insert into note values ($1)', [2]);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await test.database.query('select 1 from note where id = $1', [2])).toEqual([]);
    expect(effects).toEqual([]);
  });

  it('writes the outbox before the audit, whatever the order in which they were asked for', async () => {
    const order: string[] = [];
    await test.database.transaction(async (tx) => {
      tx.beforeCommit('audit', async () => void order.push('audit'));
      tx.beforeCommit('outbox', async () => void order.push('outbox'));
      await tx.query('select 1');
    });
    expect(order).toEqual(['outbox', 'audit']);
  });

  it('carries integers beyond 2^53 exactly', async () => {
    const large = 9_007_199_254_740_993n;
    await test.database.transaction((tx) => tx.execute('insert into note values ($1)', [large]));
    expect(await test.database.query('select id from note where id = $1', [large])).toEqual([{ id: large }]);
  });

  it('refuses to be used after it ended', async () => {
    const escaped = await test.database.transaction(async (tx) => tx);
    await expect(escaped.query('select 1')).rejects.toThrow('already finished');
  });

  it('reports a failed transaction although its work swallowed the error', async () => {
    const work = test.database.transaction(async (tx) => {
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('answered with ROLLBACK');
  });

  it('says that the database is unavailable when its connection is cut', async () => {
    const work = test.database.transaction(async (tx) => {
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await test.asSuperuser('select pg_terminate_backend($1)', [row?.pid]);
      await tx.query('select 1');
    });
    await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await test.database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
