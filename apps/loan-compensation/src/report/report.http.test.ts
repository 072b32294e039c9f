import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BANK, BORROWER, disbursed, filed, overdue, repaid } from '../fixture/bank-events.js';
import { makeCoverable, POOL, quoteLpr } from '../fixture/cover.module.js';
import { adminOf, auditor, bankClerk, cityOfficer, sipClerk } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
  await makeCoverable(loans);
  await loans.message(filed('2021-05-30', 350_000_000));
  // On the day it is drawn the LPR is lower than on the day of filing: the rate lies above that day's cap (AT-15).
  await quoteLpr(loans, '2021-06-01', 38_000);
  await loans.message(disbursed('2021-06-01', 350_000_000));
  await loans.message(repaid('2021-06-10', 50_000_000, 300_000_000));
  await loans.message(overdue('2021-07-20', 100_000_000, 5));
  await loans.message(filed('2021-05-31', 200_000_000, { dueBillNo: 'second', eventId: 'second' }));
}, 60_000);
afterAll(() => loans.stop());

const PERIOD = 'from=2021-05-01&to=2021-06-30';
interface Body {
  rows: Record<string, unknown>[];
  totals: Record<string, unknown>;
}
const report = async (id: string) => (await loans.get(`/v1/reports/${id}?${PERIOD}`, auditor)).body as Body;

describe('the reports of officers', () => {
  it('R1 tells what was filed, by bank, tier and district', async () => {
    const { rows, totals } = await report('R1');
    // 200 million were asked for, and 200 were left of the cap of 500 once 300 were owed.
    expect(rows).toEqual([
      {
        programme: 'KDT',
        bankCode: BANK,
        tier: 'S',
        districtCode: '320571',
        filings: 2,
        plannedFen: 550_000_000,
        filedFen: 550_000_000,
        meanRatePpm: 43_500,
        firstLoans: 2,
        creditFen: 550_000_000,
        revoked: 0,
        lapsed: 0,
      },
    ]);
    expect(totals).toMatchObject({ filings: 2, filedFen: 550_000_000 });
  });

  it('R3 tells how far each fuse is, and what the next overdue loans would do', async () => {
    const { rows } = await report('R3');
    expect(rows).toMatchObject([
      {
        poolCode: POOL,
        bankCode: '',
        level: 'NORMAL',
        denominatorFen: 300_000_000,
        whatIfPercent: '100.0000',
      },
      { poolCode: POOL, bankCode: BANK, whatIfLevel: 'WARN' },
    ]);
  });

  it('R7 tells what each enterprise holds, and agrees with the position of the pool', async () => {
    const { rows, totals } = await report('R7');
    expect(rows).toMatchObject([
      { creditCode: BORROWER, filings: 2, heldFen: 500_000_000, principalFen: 300_000_000 },
    ]);
    const position = await loans.get(`/v1/pools/${POOL}/position`, auditor);
    expect(position.body.heldFen).toBe(totals.heldFen);
  });

  it('R12 tells which version how many filings sit on', async () => {
    expect((await report('R12')).rows).toMatchObject([
      { policyId: 'KDT/1', docNo: 'SYNTHETIC-DEFAULT', filings: 2, filedFen: 550_000_000, changed: '' },
    ]);
  });

  it('R14 measures rates by the LPR of the day of disbursement, and counts what lies above (AT-15)', async () => {
    expect((await report('R14')).rows).toEqual([
      {
        programme: 'KDT',
        month: '2021-06',
        tier: 'S',
        loans: 1,
        disbursedFen: 350_000_000,
        meanRatePpm: 43_500,
        meanLprPpm: 38_000,
        breaches: 1,
      },
    ]);
  });

  it('come as CSV with a byte order mark, amounts in yuan and in fen', async () => {
    const { headers, text } = await loans.get(`/v1/reports/R7/csv`, cityOfficer);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('R7.csv');
    expect(text.startsWith('\uFEFF统一社会信用代码,')).toBe(true);
    expect(text).toContain('5000000.00,500000000');
  });

  it('are officers’ alone, and of ids that there are', async () => {
    for (const person of [bankClerk, sipClerk, adminOf(BORROWER)])
      expect((await loans.get('/v1/reports/R7', person)).status).toBe(403);
    expect((await loans.get('/v1/reports/R99', auditor)).status).toBe(400);
    expect((await loans.get('/v1/reports/R1?from=2021-02-29', auditor)).status).toBe(400);
  });
});
