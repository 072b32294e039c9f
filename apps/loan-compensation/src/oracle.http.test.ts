import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  brokenAuditChain,
  halfWrittenEvents,
  lostAcknowledgements,
  partialBatches,
  principalsUnlikeEvents,
  repeatedEffects,
  type Look,
} from '@gusu/testing';
import { Client } from 'pg';
import { BANK, disbursed, filed, repaid, reversed } from './fixture/bank-events.js';
import { BATCH, TestLoans } from './fixture/test-loans.module.js';

let loans: TestLoans;
let admin: Client;
const acknowledged: { bankCode: string; eventId: string }[] = [];
let batch: { bankCode: string; eventIds: string[] };

beforeAll(async () => {
  loans = await TestLoans.start();
  admin = new Client({ connectionString: loans.db.adminUrl });
  await admin.connect();
  const story = (n: number) =>
    [
      filed(),
      disbursed(),
      repaid('2021-06-10', 100, 499_999_900),
      repaid('2021-06-11', 100, 499_999_800),
      reversed('2021-06-12', `${n}-loan-repaid-2021-06-11`),
      repaid('2021-06-13', 600_000_000, 0),
    ].map((body) => ({ ...body, dueBillNo: `bill-${n}`, eventId: `${n}-${body.eventId}` }));
  for (const body of story(1)) {
    expect((await loans.message(body)).status).toBe(202);
    acknowledged.push({ bankCode: BANK, eventId: body.eventId });
  }
  const events = [...story(2), ...story(3)];
  expect((await loans.message({ events }, { path: BATCH })).status).toBe(200);
  batch = { bankCode: BANK, eventIds: events.map(({ eventId }) => eventId) };
}, 60_000);
afterAll(async () => {
  await admin.end();
  await loans.stop();
});

const look: Look = async (sql, values = []) => (await admin.query(sql, [...values])).rows as never;
const CHECKS = {
  lostAcknowledgements: () => lostAcknowledgements(look, acknowledged),
  partialBatches: () => partialBatches(look, [batch, { bankCode: BANK, eventIds: ['never', 'sent'] }]),
  halfWrittenEvents: () => halfWrittenEvents(look),
  repeatedEffects: () => repeatedEffects(look),
  principalsUnlikeEvents: () => principalsUnlikeEvents(look),
};
type Check = keyof typeof CHECKS;

const FIRST_EVENT = "event_id = '1-loan-repaid-2021-06-10'";

describe('the oracle of loans', () => {
  it('finds nothing wrong with a service at rest', async () => {
    for (const [name, check] of Object.entries(CHECKS)) expect([name, await check()]).toEqual([name, []]);
    expect(await brokenAuditChain(loans.db.appUrl)).toEqual([]);
  });

  it.each<[string, Check, string]>([
    [
      'an acknowledged event that is gone',
      'lostAcknowledgements',
      `delete from bank_event where ${FIRST_EVENT}`,
    ],
    [
      'an acknowledged event that is not on record',
      'lostAcknowledgements',
      `update bank_event set receipt_no = gen_random_uuid() where ${FIRST_EVENT}`,
    ],
    ['half a batch', 'partialBatches', "delete from bank_event where event_id = '2-loan-repaid-2021-06-10'"],
    [
      'an event without its entry',
      'halfWrittenEvents',
      "delete from audit_entry where entry like '%1-loan-repaid-2021-06-10%'",
    ],
    [
      'an event on record twice',
      'halfWrittenEvents',
      "insert into audit_entry select 9999, entry, previous_hash, hash from audit_entry where entry like '%1-loan-repaid-2021-06-10%'",
    ],
    ['an entry without its event', 'halfWrittenEvents', `delete from bank_event where ${FIRST_EVENT}`],
    [
      'a loan that changed without being announced',
      'halfWrittenEvents',
      "update loan set version = version + 1 where due_bill_no = 'bill-1'",
    ],
    [
      'an announcement without a change',
      'halfWrittenEvents',
      "delete from loan where due_bill_no = 'bill-1'",
    ],
    [
      'one receipt for two events',
      'repeatedEffects',
      'update bank_event set receipt_no = (select min(receipt_no::text)::uuid from bank_event)',
    ],
    ['one number for two filings', 'repeatedEffects', "update loan set filing_no = 'KDT-1'"],
    [
      'a principal that was not moved with its event',
      'principalsUnlikeEvents',
      "update loan set principal_fen = principal_fen + 1 where due_bill_no = 'bill-1'",
    ],
    [
      'an event that took effect twice',
      'principalsUnlikeEvents',
      "update bank_event set status = 'APPLIED' where event_id = '1-loan-repaid-2021-06-11'",
    ],
  ])('sees %s', async (_what, name, sql) => {
    await admin.query('begin');
    try {
      expect((await admin.query(sql)).rowCount).toBeGreaterThan(0);
      expect((await CHECKS[name]()).length).toBeGreaterThan(0);
    } finally {
      await admin.query('rollback');
    }
    expect(await CHECKS[name]()).toEqual([]);
  });

  it('sees a changed audit entry', async () => {
    const changed = await admin.query<{ seq: string }>(
      `update audit_entry set entry = replace(entry, 'bank:', 'bank;')
         where seq = (select min(seq) from audit_entry where entry like '%bank:%') returning seq::text`,
    );
    expect(await brokenAuditChain(loans.db.appUrl)).toEqual([
      `audit entry ${changed.rows[0]?.seq}: its text or its hash was changed`,
    ]);
  });
});
