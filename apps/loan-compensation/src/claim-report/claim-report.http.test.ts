import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { auditor, agencyReviewer, bankClerk, cityOfficer } from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';
import { csvOf } from './claim-report.js';

const REPORTS = '/v1/claim-reports';
const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;
beforeAll(async () => {
  ({ loans, desk } = await openDesk(clock));
  await desk.overdueLoan('paid', 100_000_000);
  await desk.paid(100_000_000, { dueBillNo: 'paid' });
  await desk.overdueLoan('late', 50_000_000);
  await desk.overdueLoan('refused', 50_000_000);
  clock.to('2021-09-02');
  await desk.submitted(50_000_000, { dueBillNo: 'late' });
  const refused = await desk.submitted(50_000_000, { dueBillNo: 'refused' });
  await desk.must(refused, 'admission', agencyReviewer);
  const ground = { refusalGround: 'PURPOSE_DIVERTED', reason: '贷款挪用' };
  await desk.must(refused, 'rejection', agencyReviewer, ground);
  clock.to('2021-10-11');
  const data = { grossFen: 10_000_001, costFen: 0, channel: 'CASH', receivedOn: '2021-10-08' };
  await desk.say(bodyOf('loan.recovered', '2021-10-08', data, { dueBillNo: 'paid', eventId: 'back' }));
  await desk.look();
  clock.to('2021-10-27');
}, 60_000);
afterAll(() => loans.stop());

const report = (name: string) => desk.get(`${REPORTS}/${name}`, auditor);

describe('a report on claims', () => {
  it('shows each pool as its ledger has it, on any day (R2)', async () => {
    const { items } = (await report('pools')) as { items: object[] };
    expect(items).toEqual(
      expect.arrayContaining([
        { poolCode: 'KDT-SZ', group: 'COMP_PAID', level: 'CITY', amountFen: 40_000_000 },
        { poolCode: 'KDT-SZ', group: 'POOL_CASH', level: '', amountFen: 4_920_000_000 },
      ]),
    );
    const { items: before } = (await report('pools?on=2021-09-29')) as { items: { group: string }[] };
    expect(before.map(({ group }) => group)).toEqual(['CAPITAL', 'POOL_CASH']);
  });

  it('shows how late claims are, and why others were refused (R4)', async () => {
    expect(await report('ages')).toMatchObject({
      items: [{ status: 'submitted', since: '2021-09-02', dueOn: '2021-09-09', daysLate: 48, returns: 0 }],
      refusals: [{ refusalGround: 'PURPOSE_DIVERTED', claims: 1 }],
    });
  });

  it('agrees with the ledger on what was paid and came back (R5)', async () => {
    const recoveries = await report('recoveries');
    expect(recoveries).toMatchObject({
      paidFen: 80_000_000,
      recoveredFen: 8_000_000,
      remainingFen: 72_000_000,
      items: [
        { dueBillNo: 'paid', unremittedFen: 8_000_000, remittanceDaysLate: 6, lastReceivedOn: '2021-10-08' },
      ],
    });
    const { items } = (await report('pools')) as { items: { group: string; amountFen: number }[] };
    const sumOf = (name: string) =>
      items.reduce((sum, { group, amountFen }) => (group === name ? sum + amountFen : sum), 0);
    expect([sumOf('COMP_PAID'), -sumOf('RECOVERY_RECEIVED')]).toEqual([80_000_000, 8_000_000]);
  });

  it('is a file that a spreadsheet opens, in yuan and in fen', async () => {
    const answer = await loans.get(`${REPORTS}/recoveries.csv`, cityOfficer);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.text.startsWith('\uFEFFclaimNo,bankCode')).toBe(true);
    expect(answer.text).toContain('800000.00,80000000,80000.00,8000000,720000.00,72000000');
    for (const name of ['pools.csv', 'ages.csv'])
      expect((await loans.get(`${REPORTS}/${name}`, cityOfficer)).status).toBe(200);
    expect((await loans.get(`${REPORTS}/pools`, bankClerk)).status).toBe(403);
  });

  it('never lets a text become a formula, and keeps quotes and commas', () => {
    const rows = [{ name: '=1+1', reason: 'a,"b"', amountFen: -5n }];
    expect(csvOf(rows, ['name', 'reason', 'amountFen'])).toBe(
      `\uFEFFname,reason,amountYuan,amountFen\r\n'=1+1,"a,""b""",-0.05,-5\r\n`,
    );
  });
});
