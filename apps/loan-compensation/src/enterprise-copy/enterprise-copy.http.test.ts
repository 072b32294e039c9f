import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnterpriseChanged, EnterpriseRegistered, type EnterpriseState } from '@gusu/contracts';
import { auditMigrations } from '@gusu/database';
import { messagingMigrations, outbox } from '@gusu/messaging';
import {
  copyUnlikeLog,
  createTestDatabase,
  ENTERPRISE_COPY,
  lookingAt,
  type TestDatabase,
} from '@gusu/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { BANK, DUE_BILL, filed } from '../fixture/bank-events.js';
import { auditor, bankClerk, cityOfficer, sipClerk, systemAdmin } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';

const REBUILD = '/v1/enterprise-copies/rebuild';
const COLUMNS = 'credit_code, name, district_code, status, established_on, is_synthetic, key_version';

let registry: TestDatabase;
let loans: TestLoans;
beforeAll(async () => {
  registry = await createTestDatabase({
    migrations: [...auditMigrations, ...messagingMigrations],
    prefix: 'registry',
  });
  loans = await TestLoans.start({ 'enterprise-registry': registry.eventsUrl });
}, 60_000);
afterAll(async () => {
  await loans.stop();
  await registry.drop();
});

const codeOf = (n: number) => `91320594TE5T0${String(n).padStart(5, '0')}`;

/** The registry tells of enterprises, as its sequencer would put it into the log. */
async function tell(...states: Partial<EnterpriseState>[]): Promise<void> {
  await registry.database.transaction(async (tx) => {
    const now = new Date();
    for (const state of states) {
      const told = { ...EnterpriseRegistered.example, ...state };
      const { source: _source, ...facts } = told;
      outbox.append(tx, EnterpriseChanged.of(told.creditCode, { ...facts, changedFields: ['name'] }, now));
    }
  });
  await registry.database.query('select sequence_events()', []);
}

/** What the log says of each enterprise, folded by SQL alone. */
async function logAsCopy(): Promise<object[]> {
  const rows = await registry.database.query<{ version: bigint; data: string }>(
    `select distinct on (key) version, data from event_log where topic = 'enterprise-registry.enterprise'
       order by key, version desc`,
    [],
  );
  return rows.map(({ version, data }) => {
    const state = JSON.parse(data) as EnterpriseState;
    return {
      credit_code: state.creditCode,
      name: state.name,
      district_code: state.districtCode,
      status: state.status,
      established_on: state.establishedOn,
      is_synthetic: state.isSynthetic,
      key_version: version,
    };
  });
}

const copy = () => loans.query(`select ${COLUMNS} from enterprise_copy order by credit_code`);

async function untilCopied(): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const [row] = await loans.query<{ n: bigint }>('select sum(next_off)::bigint as n from consumer_offset');
    const [log] = await registry.database.query<{ n: bigint }>('select count(*) as n from event_log', []);
    if (row?.n === log?.n) return;
    await sleep(25);
  }
  throw new Error('the copy did not catch up within 10 s');
}

describe('rebuilding the copy of the enterprises', () => {
  it('repairs whatever was done to it, and says what that was', async () => {
    await tell(...Array.from({ length: 300 }, (_, n) => ({ creditCode: codeOf(n), name: `企业${n}` })));
    await untilCopied();
    await loans.query('delete from enterprise_copy where credit_code <= $1', [codeOf(9)]);
    await loans.query("update enterprise_copy set name = '篡改', key_version = 999 where credit_code = $1", [
      codeOf(20),
    ]);
    await loans.query("update enterprise_copy set status = 'cancelled' where credit_code = $1", [codeOf(21)]);
    // The borrower of the example events was never announced by this registry.
    const { status, body } = await loans.post(REBUILD, systemAdmin, {});
    expect([status, body]).toEqual([
      200,
      { events: 300, enterprises: 300, added: 10, changed: 2, removed: 1 },
    ]);
    expect(await copy()).toEqual(await logAsCopy());
    const again = await loans.post(REBUILD, cityOfficer, {});
    expect(again.body).toEqual({ events: 300, enterprises: 300, added: 0, changed: 0, removed: 0 });
  });

  it('equals the log while the registry goes on telling and the consumer goes on copying', async () => {
    let isDone = false;
    const telling = (async () => {
      for (let n = 0; !isDone; n += 1) {
        await tell({ creditCode: codeOf(n % 40), name: `新名${n}` }, { creditCode: codeOf(400 + n) });
        if (n % 10 === 0)
          await loans.query('update enterprise_copy set key_version = 9999 where credit_code = $1', [
            codeOf(n % 40),
          ]);
      }
    })();
    for (let n = 0; n < 8; n += 1) expect((await loans.post(REBUILD, cityOfficer, {})).status).toBe(200);
    isDone = true;
    await telling;
    await loans.post(REBUILD, cityOfficer, {});
    await untilCopied();
    expect(await copy()).toEqual(await logAsCopy());
    await tell({ creditCode: codeOf(1), name: '之后' });
    await untilCopied();
    expect(await copy()).toEqual(await logAsCopy());
  });

  it('lets a filing go on that waited for an enterprise the copy had lost', async () => {
    const borrower = '91320594TE5T00016Q';
    await tell({ creditCode: borrower });
    await untilCopied();
    await loans.query('delete from enterprise_copy where credit_code = $1', [borrower]);
    expect((await loans.message(filed())).body.code).toBe('ENTERPRISE_UNKNOWN');
    expect((await loans.post(REBUILD, cityOfficer, {})).body.added).toBe(1);
    const { body } = await loans.get(`/v1/loans/${BANK}/${DUE_BILL}`, bankClerk);
    expect(body).toMatchObject({ status: 'filed', creditCode: borrower });
  });

  it('takes an enterprise whose code was registered by exception, and shows it as one', async () => {
    const [code, plain] = ['91320594TE5T00016A', codeOf(500)];
    await tell({ creditCode: code, identifierException: true }, { creditCode: plain });
    await untilCopied();
    const seen = async (creditCode: string) =>
      (await loans.get(`/v1/enterprise-copies/${creditCode}`, cityOfficer)).body.identifierException;
    expect([await seen(code), await seen(plain)]).toEqual([true, false]);
    await loans.query('delete from enterprise_copy where credit_code = $1', [code]);
    expect((await loans.post(REBUILD, systemAdmin, {})).body.added).toBe(1);
    expect(await seen(code)).toBe(true);
  });

  it('is for those who run the system, and is on record', async () => {
    const entries = async () =>
      loans.query<{ entry: string }>(
        "select entry from audit_entry where entry like '%enterprise-copy.rebuild%' order by seq",
      );
    const before = (await entries()).length;
    for (const person of [bankClerk, auditor, sipClerk]) {
      const { status, body } = await loans.post(REBUILD, person, {});
      expect([status, body.code]).toEqual([403, 'permission/denied']);
    }
    expect((await entries()).length).toBe(before);
    const { body } = await loans.post(REBUILD, systemAdmin, {});
    expect(JSON.parse((await entries()).at(-1)?.entry ?? '')).toMatchObject({
      actorId: 'system-admin',
      action: 'enterprise-copy.rebuild',
      after: body,
    });
  });
});

describe('the oracle of copies (I10)', () => {
  const ask = () =>
    lookingAt({ log: registry.adminUrl, copy: loans.db.adminUrl }, ({ log, copy: kept }) =>
      copyUnlikeLog(kept, log, ENTERPRISE_COPY),
    );

  it.each([
    ['an enterprise that is missing', 'delete from enterprise_copy where credit_code = $1', 1],
    ['a name of its own', "update enterprise_copy set name = '别名' where credit_code = $1", 2],
    ['an older version', 'update enterprise_copy set key_version = 0 where credit_code = $1', 2],
    [
      'a day of its own',
      'update enterprise_copy set established_on = established_on - 1 where credit_code = $1',
      2,
    ],
    [
      'one nobody told of',
      "insert into enterprise_copy select $1 || 'X', name, district_code, status, established_on, is_synthetic, 1 from enterprise_copy limit 1",
      1,
    ],
  ])('sees %s', async (_what, sql, found) => {
    await loans.post(REBUILD, cityOfficer, {});
    expect(await ask()).toEqual([]);
    await loans.query(sql, [codeOf(3)]);
    expect(await ask()).toHaveLength(found);
    await loans.post(REBUILD, cityOfficer, {});
    expect(await ask()).toEqual([]);
  });
});
