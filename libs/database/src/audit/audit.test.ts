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
    test = await ownDatabase(auditMigrations);
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
    expect(await verifyAuditChain(test.appUrl)).toMatchObject({ sound: true, entries: 16 });
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

  it('holds the very text that was hashed, integers beyond 2^53 included', async () => {
    const large = 9_007_199_254_740_993n;
    await test.database.transaction(async (tx) =>
      audit.append(tx, {
        ...entry('large'),
        before: { principalFen: 1n },
        after: { principalFen: large, name: '苏州\u0000' },
      }),
    );
    const [row] = await test.database.query<{ entry: string; isHashed: boolean }>(
      `select entry, hash = sha256(previous_hash || convert_to(entry, 'UTF8')) as "isHashed"
         from audit_entry order by seq desc limit 1`,
    );
    expect(row?.isHashed).toBe(true);
    expect(JSON.parse(row?.entry ?? '')).toMatchObject({
      objectId: 'large',
      after: { principalFen: '9007199254740993', name: '苏州\u0000' },
    });
  });

  it('takes thousands of entries in one statement', async () => {
    const before = await verifyAuditChain(test.appUrl);
    await test.database.transaction(async (tx) =>
      audit.append(tx, ...Array.from({ length: 5_000 }, (_, n) => entry(`bulk-${n}`))),
    );
    expect(await verifyAuditChain(test.appUrl)).toMatchObject({
      sound: true,
      entries: before.entries + 5_000,
    });
  });

  it('refuses a table of the caller in the place of its own', async () => {
    const work = test.database.transaction((tx) =>
      tx.execute('create temporary table audit_head (seq bigint)'),
    );
    await expect(work).rejects.toThrow('permission denied');
  });
});
