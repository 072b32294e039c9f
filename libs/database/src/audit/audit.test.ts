import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ownDatabase, type OwnDatabase } from '../fixture/own-database.js';
import { audit, auditMigrations, verifyAuditChain, type AuditEntry } from '../index.js';

describe('the audit chain', () => {
  let test: OwnDatabase;
  const entry = (objectId: string): AuditEntry => ({
    at: '2021-04-15T01:00:00Z',
    actorId: 'clerk-1',
    action: 'enterprise.verify',
    objectType: 'enterprise',
    objectId,
    reason: '核验',
  });

  beforeAll(async () => {
    test = await createOwnDatabase({ migrations: auditMigrations });
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
    await test.asSuperuser('create table kept as select * from audit_entry');
    if (statement.includes('9 - seq'))
      await test.asSuperuser('alter table audit_entry drop constraint audit_entry_pkey');
    await test.asSuperuser(statement);
    expect(await verifyAuditChain(test.appUrl)).toMatchObject({ sound: false, brokenAt });
    await test.asSuperuser(`truncate audit_entry;
      insert into audit_entry select * from kept;
      drop table kept`);
    expect((await verifyAuditChain(test.appUrl)).sound).toBe(true);
  });
});
