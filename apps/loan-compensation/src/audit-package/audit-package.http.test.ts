import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fenFromText } from '@gusu/values';
import { writeFileSync } from 'node:fs';
import { bodyOf, repaid } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { auditor, bankClerk, cityOfficer, poolCashier } from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';
import type { AuditPackage } from './audit-package.js';
import { verifyPackage } from './audit-package.rules.js';

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;
let claimNo: string;
beforeAll(async () => {
  ({ loans, desk } = await openDesk(clock));
}, 60_000);
afterAll(() => loans.stop());

const recovered = (no: number, grossFen: number, costFen = 0) => {
  const vouchers = costFen > 0 ? { costVouchers: ['FP-1'] } : {};
  const data = { grossFen, costFen, channel: 'CASH', receivedOn: '2021-10-08', ...vouchers };
  return bodyOf('loan.recovered', '2021-10-08', data, { dueBillNo: 'whole', eventId: `whole-${no}` });
};
const exported = async (): Promise<AuditPackage> => {
  const { body } = await loans.get(`/v1/claims/${claimNo}/audit-package`, auditor);
  return fenFromText(JSON.parse(String(body.content)) as AuditPackage);
};
const differing = (audit: AuditPackage) =>
  verifyPackage(audit)
    .filter(({ isSame }) => !isSame)
    .map(({ check }) => check);

async function tell(...bodies: object[]): Promise<void> {
  for (const body of bodies) await desk.say(body);
  await desk.look();
}

describe('the whole life of a covered loan', () => {
  it('goes from overdue over four decisions to the payment', async () => {
    await desk.overdueLoan('whole', 333_333_333);
    claimNo = await desk.paid(333_333_333, { dueBillNo: 'whole' });
    expect(differing(await exported())).toEqual([]);
  });

  it('brings money back in four receipts, one of them put right', async () => {
    clock.to('2021-10-20');
    await tell(recovered(1, 100_000_000, 1_234_567), recovered(2, 1), recovered(3, 50_000_000, 7_777_777));
    const replacement = {
      type: 'loan.recovered',
      data: { grossFen: 5_000_000, costFen: 0, channel: 'CASH', receivedOn: '2021-10-08' },
    };
    await tell(
      bodyOf(
        'event.corrected',
        '2021-10-19',
        { reason: '多一个零', replacement },
        {
          dueBillNo: 'whole',
          eventId: 'whole-right',
          reversalOf: 'whole-3',
        },
      ),
    );
    expect(differing(await exported())).toEqual([]);
  });

  it('claws back for a repayment that was valued before the cut-off, and shares the rest', async () => {
    const ids = { dueBillNo: 'whole', eventId: 'whole-late' };
    await tell(repaid('2021-09-15', 33_333_333, 300_000_000, ids), recovered(4, 234_567_891));
    const book = (await desk.recoveries(claimNo)) as { epochs: object[]; adjustments: object[] };
    expect([book.epochs.length, book.adjustments.length]).toEqual([2, 1]);
  });

  it('closes when everybody is whole and everything was remitted', async () => {
    const { items } = (await desk.get(`/v1/remittances?claimNo=${claimNo}`)) as {
      items: { remittanceNo: string; dueFen: number; remittedFen: number }[];
    };
    for (const { remittanceNo, dueFen, remittedFen } of items) {
      if (dueFen === remittedFen) continue;
      const payment = {
        voucherNo: `V-${remittanceNo}`,
        amountFen: dueFen - remittedFen,
        remittedOn: '2021-10-20',
      };
      const answer = await loans.post(`/v1/remittances/${remittanceNo}/payments`, poolCashier, payment);
      expect(answer.body.status).toBe('remitted');
    }
    expect(await desk.must(claimNo, 'closing', cityOfficer)).toMatchObject({
      compensation: { status: 'closed' },
    });
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({
      cashFen: 5_000_000_000,
      reservedFen: 0,
    });
  });

  it('is computed again from its package alone, and every figure that was changed is found', async () => {
    const audit = await exported();
    if (process.env.PACKAGE_FILE) {
      const { text } = await loans.get(`/v1/claims/${claimNo}/audit-package`, auditor);
      writeFileSync(process.env.PACKAGE_FILE, text);
    }
    expect(verifyPackage(audit).length).toBeGreaterThan(12);
    expect(differing(audit)).toEqual([]);
    const { compensation, recoveries, events, filing, ledger, claims } = audit;
    const [first] = recoveries;
    const [claim] = claims;
    const [entry] = ledger;
    const forged: Partial<AuditPackage>[] = [
      { compensation: { ...compensation, lossFen: compensation.lossFen + 1n } },
      { recoveries: [{ ...first!, shares: [{ party: 'POOL', amountFen: 1n }] }, ...recoveries.slice(1)] },
      { events: events.filter(({ body }) => !body.includes('whole-late')) },
      { filing: { ...filing, policyHash: 'sha256:0' } },
      { filing: { ...filing, filedFen: 1n } },
      { ledger: [{ ...entry!, amountFen: entry!.amountFen + 1n }, ...ledger.slice(1)] },
      { claims: [{ ...claim!, signatures: { agency: 'one', bureau: 'one' } }] },
    ];
    for (const change of forged) expect(differing({ ...audit, ...change })).not.toEqual([]);
  });

  it('is for auditors and the city, not for banks', async () => {
    expect((await loans.get(`/v1/claims/${claimNo}/audit-package`, bankClerk)).status).toBe(403);
    expect((await loans.get('/v1/claims/none/audit-package', auditor)).body.code).toBe('claim/not-found');
  });
});
