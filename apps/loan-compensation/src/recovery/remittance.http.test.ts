import { afterEach, describe, expect, it } from '@jest/globals';
import { bodyOf } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { cityOfficer, financeOfficer, poolCashier } from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;

async function open(terms: Record<string, unknown> = {}): Promise<void> {
  ({ loans, desk } = await openDesk(clock, terms));
}
afterEach(() => loans.stop());

describe('an interim payment and the final one (AT-16)', () => {
  const terms = { interimBps: 5_000 };
  const back = (grossFen: number) =>
    bodyOf(
      'loan.recovered',
      '2021-10-11',
      { grossFen, costFen: 0, channel: 'CASH', receivedOn: '2021-10-11' },
      { dueBillNo: 'G', eventId: 'G-back' },
    );

  it.each([
    [80_000_000, 75_790_124],
    [250_000_000, -43_209_876],
  ])(
    'nets %s that came in between and comes to %s',
    async (nettedFen, payableFen) => {
      await open(terms);
      await desk.overdueLoan('G', 376_543_211, { revenueBand: 'upTo50Million' });
      const interim = await desk.paid(376_543_211, { dueBillNo: 'G', kind: 'INTERIM' });
      expect(await desk.get(`/v1/claims/${interim}`)).toMatchObject({ quote: { payableFen: 131_790_123 } });
      clock.to('2021-10-11');
      await desk.say(back(nettedFen));
      await desk.look();
      expect(await desk.recoveries(interim)).toMatchObject({
        compensation: { status: 'interim' },
        recoveries: [{ epochNo: null, netFen: nettedFen, poolFen: 0 }],
      });
      const { body } = await desk.draft(376_543_211, { dueBillNo: 'G', kind: 'FINAL' });
      const final = String(body.claimNo);
      await desk.through(final);
      const preview = await desk.preview(final);
      expect(preview.quote).toMatchObject({ payableFen });
      await desk.must(final, 'approval', financeOfficer);
      await desk.pay(final);
      const book = await desk.recoveries(final);
      expect(book).toMatchObject({
        compensation: { status: 'recovering', lossFen: 376_543_211 - nettedFen },
      });
      const owed = (await desk.get(`/v1/remittances?claimNo=${interim}`)).items;
      if (payableFen < 0) expect(owed).toMatchObject([{ dueFen: -payableFen, adjustmentNo: 1 }]);
      else expect(owed).toEqual([]);
    },
    60_000,
  );
});

describe('what a bank has not remitted', () => {
  it('is set off against its next payment once it is overdue, by decision (funding.md §6.4)', async () => {
    await open({});
    await desk.overdueLoan('H', 100_000_000);
    await desk.overdueLoan('I', 100_000_000);
    const first = await desk.paid(100_000_000, { dueBillNo: 'H' });
    const second = await desk.reviewed(100_000_000, { dueBillNo: 'I' });
    await desk.must(second, 'approval', financeOfficer);
    clock.to('2021-10-11');
    const data = { grossFen: 10_000_000, costFen: 0, channel: 'CASH', receivedOn: '2021-10-11' };
    await desk.say(bodyOf('loan.recovered', '2021-10-11', data, { dueBillNo: 'H', eventId: 'H-back' }));
    await desk.look();
    const [{ remittanceNo }] = (await desk.get(`/v1/remittances?claimNo=${first}`)).items as [
      { remittanceNo: string },
    ];
    const setOff = () =>
      loans.post(`/v1/remittances/${remittanceNo}/set-off`, financeOfficer, { claimNo: second });
    expect((await setOff()).body.code).toBe('remittance/not-yet-overdue');
    clock.to('2021-10-28');
    await desk.look();
    expect((await setOff()).body.code).toBe('remittance/no-payable-claim');
    await desk.must(second, 'payment-order', poolCashier);
    expect((await setOff()).body).toMatchObject({ status: 'setOff', setOffClaimNo: second });
    const before = (await desk.get('/v1/pools/KDT-SZ/balances')).cashFen as number;
    await desk.must(second, 'payment', poolCashier, { paymentNo: 'P-2', paidOn: '2021-10-28' });
    const { cashFen, accounts } = (await desk.get('/v1/pools/KDT-SZ/balances')) as {
      cashFen: number;
      accounts: object[];
    };
    expect(before - cashFen).toBe(72_000_000);
    expect(accounts).toContainEqual(
      expect.objectContaining({ account: 'RECOVERY_RECEIVABLE.C1000000000001', balanceFen: 0 }),
    );
    expect((await desk.step(first, 'closing', cityOfficer)).body.code).toBe('recovery/not-whole');
  }, 60_000);
});
