import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyAuditChain } from '@gusu/database';
import {
  BORROWER,
  bodyOf,
  corrected,
  disbursed,
  filed,
  overdue,
  reclassified,
  repaid,
  reversed,
  settled,
} from '../fixture/bank-events.js';
import { auditor, bankClerk, cityOfficer, otherBankClerk } from '../fixture/people.js';
import { BATCH, TestLoans } from '../fixture/test-loans.module.js';
import { DiscrepancyService } from './discrepancy.service.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

type Body = ReturnType<typeof bodyOf>;
const of = (dueBillNo: string, body: Body) => ({
  ...body,
  dueBillNo,
  eventId: `${dueBillNo}-${body.eventId}`,
  reversalOf: body.reversalOf === null ? null : `${dueBillNo}-${body.reversalOf}`,
});
const report = async (dueBillNo: string, ...bodies: Body[]) => {
  const events = bodies.map((one) => of(dueBillNo, one));
  expect((await loans.message({ events }, { path: BATCH })).status).toBe(200);
};
interface Item {
  discrepancyId: string;
  code: string;
  eventId: string | null;
  severity: string;
  dueOn: string;
  openedAt: string;
  resolution: string | null;
}
const list = async (dueBillNo: string, { status = 'open', caller = bankClerk } = {}) =>
  (await loans.get(`/v1/discrepancies?dueBillNo=${dueBillNo}&status=${status}`, caller)).body.items as Item[];
const codes = async (dueBillNo: string, status = 'open') =>
  (await list(dueBillNo, { status })).map(({ code }) => code).sort();
const days = (n: number) => new Date(Date.now() + n * 86_400_000);

describe('what is found in the data of a bank', () => {
  it.each([
    ['a balance that differs', [repaid('2021-06-10', 100, 1)], 'BALANCE_DIFF', 'high', 3],
    [
      'an amount in the wrong unit',
      [disbursed('2021-06-02', 5_000_000, { eventId: 'yuan' })],
      'UNIT_SUSPECT',
      'high',
      3,
    ],
    ['a repayment of too much', [repaid('2021-06-10', 500_000_001, 0)], 'OVER_REPAY', 'high', 3],
    [
      'the same fact once more',
      [disbursed('2021-06-01', 500_000_000, { eventId: 'twin' })],
      'SUSPECT_DUPLICATE',
      'high',
      3,
    ],
    ['a class that lags behind the days', [overdue('2021-11-01', 100, 120)], 'CLASS_LAG', 'medium', 10],
    [
      'a new name',
      [bodyOf('master.changed', '2021-06-02', { field: 'name', old: '甲', new: '乙' })],
      'MASTER_CHANGED',
      'low',
      30,
    ],
  ])('is listed with its deadline: %s', async (_what, bodies, code, severity, left) => {
    await report(code, filed(), disbursed(), ...bodies);
    const [found, ...others] = await list(code);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code, severity, resolution: null });
    const opened = new Date(Date.parse(found?.openedAt ?? '') + 8 * 3_600_000 + left * 86_400_000);
    expect(found?.dueOn).toBe(opened.toISOString().slice(0, 10));
  });

  it('is found whether the events come together or one by one, and once however often they come', async () => {
    const bodies = [filed(), disbursed(), repaid('2021-06-10', 100, 1), repaid('2021-06-11', 100, 2)];
    await report('together', ...bodies);
    for (const body of bodies) await report('singly', body);
    for (const bill of ['together', 'singly']) {
      await report(bill, ...bodies);
      expect(await codes(bill)).toEqual(['BALANCE_DIFF', 'BALANCE_DIFF']);
    }
  });

  it('goes of itself when the bank puts its data right, and comes again with the next', async () => {
    const wrong = repaid('2021-06-10', 100, 1);
    await report('right', filed(), disbursed(), wrong);
    await report('right', corrected('2021-06-11', wrong.eventId, repaid('2021-06-10', 100, 499_999_900)));
    expect([await codes('right'), await codes('right', 'resolved')]).toEqual([[], ['BALANCE_DIFF']]);
    await report('right', overdue('2021-11-01', 100, 120));
    await report('right', reclassified('2021-11-02', '03'));
    expect(await codes('right')).toEqual([]);
    await report('right', reclassified('2021-11-03', '01'));
    expect(await codes('right')).toEqual(['CLASS_LAG']);
  });

  it('is a gap in the numbers of a bank until the missing event comes', async () => {
    const numbered = [filed(), disbursed(), repaid('2021-06-10', 100, 499_999_900)].map((body, seq) => ({
      ...body,
      seq,
    }));
    await report('gap', ...numbered.filter(({ seq }) => seq !== 1));
    expect(await codes('gap')).toEqual(['SEQ_GAP']);
    await report('gap', ...numbered);
    expect(await codes('gap')).toEqual([]);
  });

  it('is an event id used for another content, which is refused (AT-06)', async () => {
    const body = repaid('2021-06-10', 123_456_789, 376_543_211);
    await report('reused', filed(), disbursed(), body);
    const other = { ...body, data: { ...body.data, principalFen: 123_456_798, totalFen: 123_456_798 } };
    for (let n = 0; n < 2; n += 1) await report('reused', other);
    await report('reused', other, other);
    expect(await list('reused')).toMatchObject([{ code: 'EVENT_ID_REUSED', severity: 'high' }]);
  });

  it('is an old loan that closes on the day of a new one, unless the new filing says so (row 17)', async () => {
    const close = [repaid('2021-09-01', 500_000_000, 0), settled('2021-09-01')];
    const lend = [filed('2021-08-30'), disbursed('2021-09-01')];
    await report('old-1', filed(), disbursed(), ...close);
    await report('new-1', ...lend);
    expect(await codes('new-1')).toEqual(['REFINANCE_SUSPECT']);
    await loans.know('91320594MA1KDT015A');
    const by = (body: Body, more: object = {}): Body => ({
      ...body,
      data: { ...body.data, ...('uscc' in body.data ? { uscc: '91320594MA1KDT015A' } : {}), ...more },
    });
    await report('new-2', by(lend[0] as Body), lend[1] as Body);
    await report('new-3', by(lend[0] as Body, { renewedFrom: 'old-2' }), lend[1] as Body);
    await report('old-2', by(filed()), disbursed(), ...close);
    expect([await codes('new-2'), await codes('new-3'), await codes('old-2')]).toEqual([
      ['REFINANCE_SUSPECT'],
      [],
      [],
    ]);
    expect(BORROWER).not.toBe('91320594MA1KDT015A');
  });

  it('is an event that has waited for more than ten days, until it waits no longer', async () => {
    const service = loans.app.get(DiscrepancyService, { strict: false });
    await report('waiting', repaid('2021-06-10', 100, 499_999_900));
    await service.tick(days(9));
    expect(await codes('waiting')).toEqual([]);
    await service.tick(days(11));
    await service.tick(days(12));
    expect(await codes('waiting')).toEqual(['PARKED_TOO_LONG']);
    await report('waiting', filed());
    expect(await codes('waiting')).toEqual(['PARKED_TOO_LONG']);
    await report('waiting', disbursed());
    expect(await codes('waiting')).toEqual([]);
  });
});

describe('settling a discrepancy', () => {
  it('takes the data as they are with a reason, once, and for good', async () => {
    await report('taken', filed(), disbursed(), repaid('2021-06-10', 100, 1));
    const [found] = await list('taken', { caller: cityOfficer });
    const path = `/v1/discrepancies/${found?.discrepancyId}/acceptance`;
    expect((await loans.post(path, bankClerk, { reason: 'x' })).body.code).toBe('permission/denied');
    const { status, body } = await loans.post(path, cityOfficer, { reason: '已核对凭证' });
    expect([status, body]).toMatchObject([
      200,
      { status: 'resolved', resolution: 'accepted', resolvedBy: 'city-officer' },
    ]);
    expect((await loans.post(path, cityOfficer, { reason: 'x' })).body.code).toBe('discrepancy/not-open');
    await report('taken', reversed('2021-06-12', 'x'));
    expect(await codes('taken')).toEqual([]);
    expect(await list('taken', { status: 'resolved' })).toMatchObject([{ resolution: 'accepted' }]);
  });

  it('is seen by the bank alone and by officers, and told to others by ids', async () => {
    await report('seen', filed(), disbursed(), repaid('2021-06-10', 100, 1));
    expect(await list('seen', { caller: otherBankClerk })).toEqual([]);
    expect(await list('seen', { caller: auditor })).toHaveLength(1);
    const told = await loans.query(
      `select 1 from outbox where type = 'loan-compensation.discrepancy.opened'`,
    );
    const [audited] = await loans.query<{ n: number }>(
      `select count(*)::int as n from audit_entry where entry like '%"action":"discrepancy.open"%'`,
    );
    expect(told.length).toBeGreaterThan(0);
    expect(audited?.n).toBe(told.length);
    expect(await verifyAuditChain(loans.db.appUrl)).toMatchObject({ sound: true });
  });

  it('gives pages without a gap', async () => {
    const all = (await loans.get('/v1/discrepancies?limit=500', cityOfficer)).body.items as Item[];
    const seen: Item[] = [];
    for (let after = ''; ;) {
      const path = `/v1/discrepancies?limit=3${after ? `&after=${after}` : ''}`;
      const page = (await loans.get(path, cityOfficer)).body.items as Item[];
      seen.push(...page);
      if (page.length < 3) break;
      after = page.at(-1)?.discrepancyId ?? '';
    }
    expect(seen).toEqual(all);
  });
});
