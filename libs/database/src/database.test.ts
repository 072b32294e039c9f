import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@gusu/testing';
import { Client } from 'pg';
import { audit, auditMigrations, DatabaseUnavailable, verifyAuditChain, type AuditEntry } from './index.js';

describe('a transaction', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase({ migrations: auditMigrations });
    const owner = new Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query('create table note (id bigint primary key, at date, text text)');
    await owner.end();
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
      const admin = new Client({ connectionString: test.adminUrl });
      await admin.connect();
      await admin.query('select pg_terminate_backend($1)', [row?.pid]);
      await admin.end();
      await tx.query('select 1');
    });
    await expect(work).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await test.database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('the audit chain', () => {
  let test: TestDatabase;
  const entry = (objectId: string): AuditEntry => ({
    at: '2021-04-15T01:00:00Z',
    actorId: 'clerk-1',
    action: 'enterprise.verify',
    objectType: 'enterprise',
    objectId,
    reason: '核验',
  });

  beforeAll(async () => {
    test = await createTestDatabase({ migrations: auditMigrations });
    for (let batch = 0; batch < 4; batch += 1)
      await test.database.transaction(async (tx) => audit.append(tx, entry(`a${batch}`), entry(`b${batch}`)));
  });
  afterAll(() => test.drop());

  it('is sound as written, also when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        test.database.transaction(async (tx) => audit.append(tx, entry(`c${n}`))),
      ),
    );
    expect(await verifyAuditChain(test.appUrl)).toEqual({ sound: true, entries: 16 });
  });

  it('holds nothing of a transaction that failed', async () => {
    const failed = test.database.transaction(async (tx) => {
      audit.append(tx, entry('never'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await verifyAuditChain(test.appUrl)).sound).toBe(true);
  });

  it.each([
    'update audit_entry set entry = entry',
    'delete from audit_entry',
    'update audit_head set seq = 0',
  ])('refuses the running role: %s', async (statement) => {
    await expect(test.database.query(statement)).rejects.toThrow('permission denied');
  });

  it.each([
    [
      'a changed text',
      "update audit_entry set entry = replace(entry, 'clerk-1', 'clerk-2') where seq = 3",
      '3',
    ],
    ['a removed entry', 'delete from audit_entry where seq = 5', '6'],
    ['a cut end', 'delete from audit_entry where seq > 12', '13'],
    ['two swapped entries', 'update audit_entry set seq = 9 - seq where seq in (4, 5)', '4'],
  ])('shows %s', async (_what, statement, brokenAt) => {
    const admin = new Client({ connectionString: test.adminUrl });
    await admin.connect();
    try {
      await admin.query('create table kept as select * from audit_entry');
      if (statement.includes('9 - seq'))
        await admin.query('alter table audit_entry drop constraint audit_entry_pkey');
      await admin.query(statement);
      expect(await verifyAuditChain(test.appUrl)).toMatchObject({ sound: false, brokenAt });
      await admin.query('truncate audit_entry');
      await admin.query('insert into audit_entry select * from kept');
      await admin.query('drop table kept');
    } finally {
      await admin.end();
    }
    expect((await verifyAuditChain(test.appUrl)).sound).toBe(true);
  });
});
