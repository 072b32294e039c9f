import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, localDateOf } from '@gusu/values';
import { BANK, disbursed, filed } from '../fixture/bank-events.js';
import { creditCodeNo, openPool, POOL, qualify, quoteLpr } from '../fixture/cover.module.js';
import {
  adminOf,
  auditor,
  bankClerk,
  cityLead,
  cityOfficer,
  otherBankClerk,
  sipClerk,
} from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';
import { FilingClockService } from './filing-clock.service.js';

const CAP = 500_000_000;
let loans: TestLoans;
let n = 0;
let code: string;
beforeAll(async () => {
  loans = await TestLoans.start();
  await openPool(loans);
  await quoteLpr(loans);
}, 60_000);
afterAll(() => loans.stop());
beforeEach(async () => {
  n += 1;
  code = creditCodeNo(n);
  await loans.know(code);
});

interface Receipt {
  filingNo: string;
  decision: string;
  filedFen?: number;
}

async function file(dueBillNo = `bill-${n}`, filedOn = '2021-05-10'): Promise<Receipt> {
  const body = filed(filedOn, CAP, { dueBillNo, eventId: `${dueBillNo}-filing` });
  const { body: answer } = await loans.message({ ...body, data: { ...body.data, uscc: code } });
  return answer.filing as Receipt;
}
const draw = (on: string, dueBillNo = `bill-${n}`) =>
  loans.message(disbursed(on, CAP, { dueBillNo, eventId: `${dueBillNo}-money` }));
const tick = (now: Date) => loans.app.get(FilingClockService, { strict: false }).tick(now);
const inDays = (days: number) => new Date(`${addDays(localDateOf(new Date()), days)}T04:00:00Z`);
const get = async (filingNo: string) => (await loans.get(`/v1/filings/${filingNo}`, auditor)).body;
const heldFen = async () =>
  (
    await loans.query<{ held: bigint }>(
      'select held_fen as held from covered_position where bank_code = $1',
      [''],
    )
  )[0]?.held ?? 0n;
const toldOf = async (dueBillNo: string) =>
  (
    await loans.query<{ type: string }>(
      `select type from outbox where key = $1 and topic = 'loan-compensation.filing' order by version`,
      [`${BANK}:${dueBillNo}`],
    )
  ).map(({ type }) => type.split('.').at(-1));

describe('a filing of which nothing is drawn', () => {
  it('lapses after sixty days and frees the cap', async () => {
    await qualify(loans, code);
    const { filingNo } = await file();
    expect(await heldFen()).toBe(BigInt(CAP));
    expect(await tick(inDays(60))).toBe(0);
    expect(await tick(inDays(61))).toBe(1);
    expect(await tick(inDays(61))).toBe(0);
    expect(await get(filingNo)).toMatchObject({
      status: 'lapsed',
      ending: null,
      filedFen: CAP,
      poolCode: POOL,
    });
    expect(await heldFen()).toBe(0n);
    expect(await toldOf(`bill-${n}`)).toEqual(['filed', 'confirmed', 'lapsed']);
    expect(await file(`again-${n}`)).toMatchObject({ decision: 'confirmed', filedFen: CAP });
  });

  it('lapses too when the bank tells of money that was lent after its last day', async () => {
    await qualify(loans, code);
    const { filingNo } = await file();
    expect((await draw('2021-07-10')).body.status).toBe('APPLIED');
    expect(await get(filingNo)).toMatchObject({ status: 'lapsed' });
    const loan = await loans.get(`/v1/loans/${BANK}/bill-${n}`, bankClerk);
    expect(loan.body).toMatchObject({ status: 'active', filing: { status: 'lapsed' } });
  });

  it('holds when the money was lent on the last day', async () => {
    await qualify(loans, code);
    const { filingNo } = await file();
    await draw('2021-07-09');
    await tick(inDays(61));
    expect(await get(filingNo)).toMatchObject({ status: 'confirmed', lapsesAfter: '2021-07-09' });
  });
});

describe('a filing on condition (AT-26)', () => {
  const lastYears = { programme: 'techSme' as const, validFrom: '2020-05-01', validTo: '2020-12-31' };

  it('is revoked the day after when no number came, with its loan drawn or not', async () => {
    await qualify(loans, code, { title: lastYears });
    const before = await heldFen();
    const { filingNo } = await file();
    expect(await get(filingNo)).toMatchObject({ status: 'confirmed', conditionalUntil: '2021-12-31' });
    await draw('2021-05-20');
    expect(await tick(new Date('2021-12-31T15:59:59Z'))).toBe(0);
    expect(await tick(new Date('2021-12-31T16:00:00Z'))).toBe(1);
    expect(await get(filingNo)).toMatchObject({
      status: 'revoked',
      ending: 'conditionUnmet',
      conditionalUntil: '2021-12-31',
    });
    expect(await heldFen()).toBe(before);
    expect(await toldOf(`bill-${n}`)).toEqual(['filed', 'confirmed', 'revoked']);
  });

  it('holds for good when this year’s number was there in time', async () => {
    await qualify(loans, code, { title: lastYears });
    const { filingNo } = await file();
    await draw('2021-05-20');
    await qualify(loans, code, {
      title: { programme: 'techSme', validFrom: '2021-08-01', validTo: '2021-12-31' },
    });
    expect(await tick(new Date('2022-01-02T00:00:00Z'))).toBe(1);
    expect(await tick(new Date('2022-01-03T00:00:00Z'))).toBe(0);
    expect(await get(filingNo)).toMatchObject({ status: 'confirmed' });
  });
});

describe('revoking a filing by officers', () => {
  const ask = (filingNo: string, person = cityOfficer) =>
    loans.post(`/v1/filings/${filingNo}/revocations`, person, {
      docNo: '苏科金〔2021〕12号',
      reason: '资格不符',
    });
  const decide = (filingNo: string, id: unknown, decision: string, person = cityLead) =>
    loans.post(`/v1/filings/${filingNo}/revocations/${String(id)}/decision`, person, { decision });

  it('takes two, and frees the cap', async () => {
    await qualify(loans, code);
    const before = await heldFen();
    const { filingNo } = await file();
    await draw('2021-05-20');
    const asked = await ask(filingNo);
    expect([asked.status, asked.body.status, asked.body.moves]).toEqual([
      201,
      'requested',
      ['grant', 'reject'],
    ]);
    expect((await ask(filingNo, cityLead)).body.code).toBe('filing-revocation/already-requested');
    const { revocationId } = asked.body as { revocationId: string };
    expect((await decide(filingNo, revocationId, 'grant', cityOfficer)).body.code).toBe(
      'filing-revocation/four-eyes',
    );
    expect((await decide(filingNo, revocationId, 'grant')).body).toMatchObject({
      status: 'granted',
      moves: [],
    });
    expect(await get(filingNo)).toMatchObject({
      status: 'revoked',
      ending: 'foundWrong',
      endReason: '资格不符',
    });
    expect(await heldFen()).toBe(before);
    expect((await ask(filingNo)).body.code).toBe('filing/move-not-legal');
    expect((await decide(filingNo, revocationId, 'reject')).body.code).toBe(
      'filing-revocation/move-not-legal',
    );
  });

  it('leaves it as it is when the second person disagrees', async () => {
    await qualify(loans, code);
    const { filingNo } = await file();
    const asked = await ask(filingNo);
    expect((await decide(filingNo, asked.body.revocationId, 'reject')).body.status).toBe('rejected');
    expect(await get(filingNo)).toMatchObject({ status: 'confirmed' });
    const { body } = await loans.get(`/v1/filings/${filingNo}/revocations`, auditor);
    expect(body.items).toHaveLength(1);
  });

  it('is nobody’s but officers’, and of filings that are there', async () => {
    expect((await ask('KDT-NONE')).body.code).toBe('filing/not-found');
    for (const person of [bankClerk, sipClerk, auditor])
      expect((await ask('KDT-NONE', person)).status).toBe(403);
    const nobody = '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11';
    const { filingNo } = await file();
    expect((await decide(filingNo, nobody, 'grant')).body.code).toBe('filing-revocation/not-found');
  });
});

describe('the list of filings (I-22)', () => {
  const list = async (query: string, person: Parameters<TestLoans['get']>[1]) =>
    (await loans.get(`/v1/filings${query}`, person)).body as {
      items: { filingNo: string }[];
      next: string | null;
    };

  it('shows a bank, an enterprise and a district their own, page by page', async () => {
    await qualify(loans, code);
    const { filingNo } = await file();
    const whole = await list('?limit=500', auditor);
    expect((await list('?limit=500', bankClerk)).items).toEqual(whole.items);
    expect((await list('', otherBankClerk)).items).toEqual([]);
    expect((await list('', adminOf(code))).items).toMatchObject([{ filingNo }]);
    expect((await list(`?creditCode=${code}`, adminOf(creditCodeNo(1)))).items).toEqual([]);
    const first = await list('?limit=2', auditor);
    const second = await list(`?limit=2&after=${String(first.next)}`, auditor);
    expect([...first.items, ...second.items]).toEqual(whole.items.slice(0, 4));
    const revoked = await list('?status=revoked', cityOfficer);
    expect(revoked.items).toHaveLength(2);
    expect((await list(`?dueBillNo=bill-${n}`, cityOfficer)).items).toMatchObject([{ filingNo }]);
  });
});
