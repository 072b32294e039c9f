import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ownDatabase, type OwnDatabase } from '../fixture/own-database.js';
import { audit, auditMigrations, verifyAuditChain } from '../index.js';

const LENGTH = 12;
let test: OwnDatabase;

beforeAll(async () => {
  test = await ownDatabase(auditMigrations);
  for (let n = 1; n <= LENGTH; n += 1)
    await test.database.transaction(async (tx) =>
      audit.append(tx, {
        at: '2021-04-15T01:00:00Z',
        actorId: `clerk-${n}`,
        action: 'enterprise.verify',
        objectType: 'enterprise',
        objectId: `e${n}`,
      }),
    );
  // Numbers must be free to move while the chain is disordered on purpose.
  await test.asSuperuser(`create table kept as select * from audit_entry;
    create table kept_head as select * from audit_head;
    alter table audit_entry drop constraint audit_entry_pkey`);
});
afterAll(() => test.drop());

const restore = () =>
  test.asSuperuser(`truncate audit_entry, audit_head;
    insert into audit_entry select * from kept;
    insert into audit_head select * from kept_head`);
afterEach(restore);

const REHASHED = "sha256(previous_hash || convert_to(entry, 'UTF8'))";
const position = fc.integer({ min: 1, max: LENGTH });

/** Each is one way to falsify the chain, as SQL; `a` and `b` are two different entries. */
const FALSIFICATIONS: Record<string, (a: number, b: number) => string> = {
  'a changed text': (a) => `update audit_entry set entry = replace(entry, 'clerk', 'chief') where seq = ${a}`,
  'a changed text with its hash made again': (a) =>
    `update audit_entry set entry = replace(entry, 'clerk', 'chief') where seq = ${a};
     update audit_entry set hash = ${REHASHED} where seq = ${a}`,
  'a changed hash': (a) => `update audit_entry set hash = sha256(hash) where seq = ${a}`,
  'a removed entry': (a) => `delete from audit_entry where seq = ${a}`,
  'a removed entry whose gap was closed': (a) =>
    `delete from audit_entry where seq = ${a}; update audit_entry set seq = seq - 1 where seq > ${a}`,
  'everything removed from one entry on': (a) => `delete from audit_entry where seq >= ${a}`,
  'an entry pushed in': (a) =>
    `update audit_entry set seq = seq + 1 where seq > ${a};
     insert into audit_entry select ${a} + 1, entry, hash, sha256(hash || convert_to(entry, 'UTF8'))
       from audit_entry where seq = ${a}`,
  'an entry added at the end': () =>
    `insert into audit_entry select seq + 1, entry, hash, sha256(hash || convert_to(entry, 'UTF8'))
       from audit_entry where seq = ${LENGTH}`,
  'two entries exchanged': (a, b) =>
    `update audit_entry set seq = case seq when ${a} then ${b} else ${a} end where seq in (${a}, ${b})`,
  'a head set back': (a) => `update audit_head set seq = ${a} - 1`,
};

describe('a falsified audit chain', () => {
  it.each(Object.keys(FALSIFICATIONS))('is found broken: %s', async (name) => {
    const falsify = FALSIFICATIONS[name];
    await fc.assert(
      fc
        .asyncProperty(position, position, async (a, b) => {
          fc.pre(a !== b);
          await test.asSuperuser(falsify?.(a, b) ?? '');
          const verdict = await verifyAuditChain(test.appUrl);
          expect(verdict).toMatchObject({ sound: false, reason: expect.stringMatching(/./) });
        })
        .afterEach(async () => void (await restore())),
      { numRuns: 10 },
    );
    expect(await verifyAuditChain(test.appUrl)).toMatchObject({ sound: true, entries: LENGTH });
  });

  it('is found broken by a head noted before, even when its owner rewrote all of it', async () => {
    const before = await verifyAuditChain(test.appUrl);
    const anchor = { seq: before.entries, hash: before.sound ? before.head : '' };
    await test.asSuperuser(`truncate audit_entry, audit_head;
      insert into audit_head (seq, hash) values (0, sha256('gusu audit chain'));
      select audit_append(array(select replace(entry, 'clerk', 'chief') from kept order by seq))`);
    expect(await verifyAuditChain(test.appUrl)).toMatchObject({ sound: true });
    expect(await verifyAuditChain(test.appUrl, anchor)).toMatchObject({
      sound: false,
      reason: 'the chain was rewritten since the anchor was noted',
    });
  });
});
