import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDateOf, parseLocalDate } from '@gusu/values';
import { BANK, disbursed, filed, overdue, repaid } from '../fixture/bank-events.js';
import { addBorrower, creditCodeNo, openPool, POOL, quoteLpr } from '../fixture/cover.module.js';
import {
  auditor,
  bankClerk,
  cityLead,
  cityOfficer,
  financeOfficer,
  otherBankClerk,
  sipClerk,
} from '../fixture/people.js';
import { BATCH, TestLoans } from '../fixture/test-loans.module.js';
import { FuseClockService } from './fuse-clock.service.js';

const PATH = `/v1/pools/${POOL}`;
const LOANS = 22;
const AMOUNT = 250_000_000;

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
  await openPool(loans);
  await quoteLpr(loans);
  for (let n = 0; n <= LOANS; n += 1) await addBorrower(loans, creditCodeNo(n));
  const events = Array.from({ length: LOANS }, (_, n) => [
    filing(n),
    disbursed('2021-06-01', AMOUNT, { dueBillNo: `bill-${n}`, eventId: `${n}-money` }),
  ]).flat();
  await loans.message({ events }, { path: BATCH });
}, 60_000);
afterAll(() => loans.stop());

function filing(n: number, changes: object = {}) {
  const body = filed('2021-05-30', AMOUNT, { dueBillNo: `bill-${n}`, eventId: `${n}-filing`, ...changes });
  return { ...body, data: { ...body.data, uscc: creditCodeNo(n) } };
}
const goesBad = (n: number, principalFen = AMOUNT) =>
  loans.message(overdue('2021-12-01', principalFen, 91, { dueBillNo: `bill-${n}`, eventId: `${n}-bad` }));
const fuses = async (query = '', person = auditor) =>
  (await loans.get(`${PATH}/fuses${query}`, person)).body.items as Record<string, unknown>[];
const lift = (person = cityOfficer, body: object = {}) =>
  loans.post(`${PATH}/fuse-lifts`, person, { docNo: '苏科金〔2022〕3号', reason: '已恢复', ...body });
const decide = (liftId: unknown, decision: string, person = cityLead) =>
  loans.post(`${PATH}/fuse-lifts/${String(liftId)}/decision`, person, { decision });

describe('the fuse of a pool and its banks', () => {
  it('shows what is covered, how far each bound is, and what the next overdue loans would do', async () => {
    await loans.message(overdue('2021-07-10', AMOUNT, 20, { dueBillNo: 'bill-20', eventId: '20-late' }));
    await loans.message(overdue('2021-07-10', AMOUNT, 30, { dueBillNo: 'bill-21', eventId: '21-late' }));
    const [pool, bank] = await fuses('?overdue=1');
    expect(pool).toMatchObject({
      bankCode: null,
      level: 'NORMAL',
      numeratorFen: 0,
      denominatorFen: LOANS * AMOUNT,
      loans: LOANS,
      ratioPercent: '0.0000',
      toWarnFen: 165_000_000,
      toStopNewFen: 275_000_000,
      whatIf: { loans: 1, goingBadFen: AMOUNT, ratioPercent: '4.5454', level: 'WARN' },
    });
    expect(bank).toMatchObject({ bankCode: BANK, denominatorFen: LOANS * AMOUNT });
    expect((await fuses('?overdue=2'))[0]).toMatchObject({
      whatIf: { loans: 2, level: 'STOP_COMPENSATION' },
    });
  });

  it('rises by itself with each loan that goes bad, and tells of it (AT-12)', async () => {
    await goesBad(0);
    expect(await fuses()).toMatchObject([{ level: 'WARN' }, { level: 'WARN' }]);
    const part = repaid('2021-06-10', 150_000_000, 100_000_000, { dueBillNo: 'bill-1', eventId: '1-part' });
    await loans.message(part);
    await goesBad(1, 100_000_000);
    expect(await fuses()).toMatchObject([
      { level: 'STOP_NEW', ratioPercent: '6.5420', toStopNewFen: 0 },
      { level: 'STOP_NEW' },
    ]);
    const told = await loans.query<{ data: string }>(
      `select data from outbox where type = 'loan-compensation.fuse.changed' order by pos`,
    );
    expect(told.map(({ data }) => JSON.parse(data) as object)).toMatchObject([
      { poolCode: POOL, level: 'WARN', numeratorFen: AMOUNT },
      { bankCode: BANK, level: 'WARN' },
      { previousLevel: 'WARN', level: 'STOP_NEW', policyId: 'KDT/1' },
      { bankCode: BANK, level: 'STOP_NEW' },
    ]);
  });

  it('lets no filing in while it stops new ones, and takes no cover away (I-11)', async () => {
    const { body } = await loans.message(filing(LOANS));
    expect(body.filing).toMatchObject({ decision: 'refused', reasons: [{ code: 'FUSE_STOP_NEW' }] });
    const covered = await loans.get(`/v1/loans/${BANK}/bill-0`, bankClerk);
    expect(covered.body.filing).toMatchObject({ status: 'confirmed' });
  });

  it('is not lowered by what gets better; it shows both', async () => {
    for (const [n, owed] of [
      [0, AMOUNT],
      [1, 100_000_000],
    ] as const)
      await loans.message(repaid('2021-12-20', owed, 0, { dueBillNo: `bill-${n}`, eventId: `${n}-all` }));
    expect((await fuses())[0]).toMatchObject({ level: 'STOP_NEW', readLevel: 'NORMAL', numeratorFen: 0 });
  });

  it('is seen by a bank as far as it is its own', async () => {
    expect(await fuses('', bankClerk)).toMatchObject([{ bankCode: BANK }]);
    expect(await fuses('', otherBankClerk)).toEqual([]);
    expect((await loans.get(`${PATH}/fuse-changes`, bankClerk)).status).toBe(403);
    expect((await loans.get(`${PATH}/fuses`, sipClerk)).status).toBe(403);
  });
});

describe('taking a fuse back', () => {
  it('waits until the ratio has held at three month ends', async () => {
    const early = await lift();
    expect([early.status, early.body.code]).toEqual([409, 'fuse/resume-not-held']);
    const clock = loans.app.get(FuseClockService, { strict: false });
    let first = parseLocalDate(`${localDateOf(new Date()).slice(0, 7)}-01`);
    for (let month = 0; month < 3; month += 1) {
      expect(await clock.tick(new Date(`${addDays(first, 4)}T02:00:00Z`))).toBe(0);
      expect(await clock.tick(new Date(`${first}T02:00:00Z`))).toBe(2);
      first = parseLocalDate(`${addDays(first, -1).slice(0, 7)}-01`);
    }
    expect((await fuses())[0]?.trend).toHaveLength(3);
  });

  it('is asked for by one person and decided by another, for the pool and for the bank', async () => {
    const asked = await lift();
    expect([asked.status, asked.body.status, asked.body.bankCode]).toEqual([201, 'requested', null]);
    expect((await lift(financeOfficer)).body.code).toBe('fuse-lift/already-requested');
    const self = await lift(cityLead, { bankCode: BANK });
    expect((await decide(self.body.liftId, 'grant')).body.code).toBe('fuse-lift/four-eyes');
    expect((await decide(asked.body.liftId, 'grant')).body).toMatchObject({ status: 'granted', moves: [] });
    expect((await decide(asked.body.liftId, 'grant')).body.code).toBe('fuse-lift/move-not-legal');
    expect(await fuses()).toMatchObject([{ level: 'NORMAL' }, { level: 'STOP_NEW' }]);
    // The bank's own fuse still stops its filings.
    const refused = await loans.message({ ...filing(LOANS), dueBillNo: 'again', eventId: 'again' });
    expect(refused.body.filing).toMatchObject({ decision: 'refused' });
    expect((await decide(self.body.liftId, 'reject', financeOfficer)).body.status).toBe('rejected');
    const anew = await lift(cityOfficer, { bankCode: BANK });
    await decide(anew.body.liftId, 'grant');
    const last = await loans.message({ ...filing(LOANS), dueBillNo: 'at-last', eventId: 'at-last' });
    expect(last.body.filing).toMatchObject({ decision: 'confirmed' });
    expect((await lift()).body.code).toBe('fuse/not-tripped');
    const { body } = await loans.get(`${PATH}/fuse-changes`, auditor);
    expect((body.items as object[])[0]).toMatchObject({
      bankCode: BANK,
      level: 'NORMAL',
      changedBy: 'city-lead',
    });
  });

  it('refuses unknown pools, fuses and requests', async () => {
    expect((await loans.get('/v1/pools/NONE/fuses', auditor)).body.code).toBe('pool/not-found');
    expect((await lift(cityOfficer, { bankCode: 'C9' })).body.code).toBe('fuse/not-found');
    const nobody = '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11';
    expect((await decide(nobody, 'grant')).body.code).toBe('fuse-lift/not-found');
  });
});
