import { afterEach, describe, expect, it } from '@jest/globals';
import { bodyOf, repaid } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { bankClerk, financeOfficer } from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;

async function open(terms: Record<string, unknown> = {}): Promise<void> {
  ({ loans, desk } = await openDesk(clock, terms));
}
afterEach(() => loans.stop());

const payableOf = (claim: Record<string, unknown>) =>
  claim.quote as { payableFen: number; shortfallFen: number; bankFen: number };
const counters = () =>
  loans.query<{ type: string; limitFen: bigint; usedFen: bigint; reservedFen: bigint }>(
    `select cap_type as type, limit_fen as "limitFen", used_fen as "usedFen", reserved_fen as "reservedFen" from cap_counter
       order by 1`,
  );
const claimsUsed = async () => {
  const [row] = await loans.query<{ sumFen: bigint }>(
    `select coalesce(sum(payable_fen), 0)::bigint as "sumFen" from claim_reservation where status = 'used'`,
  );
  return row?.sumFen;
};

/** The three loans of AT-11: two of small enterprises, one of a larger one, all bad on the same day. */
async function threeLoans(): Promise<void> {
  await desk.overdueLoan('A', 333_333_333);
  await desk.overdueLoan('B', 250_000_000);
  await desk.overdueLoan('C', 200_000_000, { revenueBand: 'upTo50Million' });
}

describe('the year of a pool (AT-11)', () => {
  it('pays in the order of approval, the last claim up to the cap, and shares what comes back by what was borne', async () => {
    await open({ poolAnnualPayCapFen: 500_000_000 });
    await threeLoans();
    const [a, b, c] = [
      await desk.reviewed(333_333_333, { dueBillNo: 'A' }),
      await desk.reviewed(250_000_000, { dueBillNo: 'B' }),
      await desk.reviewed(200_000_000, { dueBillNo: 'C' }),
    ];
    const paid = [];
    for (const claimNo of [a, b, c]) {
      const preview = await desk.preview(claimNo);
      const approved = await desk.must(claimNo, 'approval', financeOfficer);
      expect(approved.quote).toEqual(preview.quote);
      const { payableFen, shortfallFen, bankFen } = payableOf(approved);
      paid.push([payableFen, shortfallFen, bankFen]);
    }
    expect(paid).toEqual([
      [266_666_666, 0, 66_666_667],
      [200_000_000, 0, 50_000_000],
      [33_333_334, 106_666_666, 166_666_666],
    ]);
    expect(await counters()).toEqual([
      { type: 'POOL_YEAR', limitFen: 500_000_000n, usedFen: 0n, reservedFen: 500_000_000n },
    ]);
    for (const claimNo of [a, b, c]) await desk.pay(claimNo);
    const [counter] = await counters();
    expect(counter).toMatchObject({ usedFen: 500_000_000n, reservedFen: 0n });
    expect(await claimsUsed()).toBe(500_000_000n);
    clock.to('2021-10-20');
    const data = { grossFen: 30_000_000, costFen: 0, channel: 'CASH', receivedOn: '2021-10-18' };
    await desk.say(bodyOf('loan.recovered', '2021-10-18', data, { dueBillNo: 'C', eventId: 'C-back' }));
    await desk.look();
    expect(await desk.recoveries(c)).toMatchObject({
      recoveries: [{ poolFen: 5_000_000, othersFen: 25_000_000 }],
    });
  }, 60_000);

  it('defers a claim whole where the policy says so, and frees its place when another is withdrawn', async () => {
    await open({ poolAnnualPayCapFen: 500_000_000, poolOnExceed: 'DEFER_WHOLE' });
    await threeLoans();
    for (const [dueBillNo, fen] of [
      ['A', 333_333_333],
      ['B', 250_000_000],
    ] as const) {
      const claimNo = await desk.reviewed(fen, { dueBillNo });
      await desk.must(claimNo, 'approval', financeOfficer);
    }
    const c = await desk.reviewed(200_000_000, { dueBillNo: 'C' });
    const deferred = await desk.step(c, 'approval', financeOfficer);
    expect(deferred.body).toMatchObject({
      code: 'claim/deferred',
      facts: { capType: 'POOL_YEAR', limitFen: 33_333_334 },
    });
    const { items } = (await desk.get('/v1/claims?status=approved')) as {
      items: { claimNo: string; dueBillNo: string }[];
    };
    const b = items.find(({ dueBillNo }) => dueBillNo === 'B')!.claimNo;
    await desk.must(b, 'withdrawal', bankClerk, { reason: '撤回' });
    expect(payableOf(await desk.must(c, 'approval', financeOfficer)).payableFen).toBe(140_000_000);
  }, 60_000);

  it('is never promised twice, whoever approves at one time (I-08)', async () => {
    await open({ poolAnnualPayCapFen: 300_000_000 });
    await threeLoans();
    const claims = [
      await desk.reviewed(333_333_333, { dueBillNo: 'A' }),
      await desk.reviewed(250_000_000, { dueBillNo: 'B' }),
      await desk.reviewed(200_000_000, { dueBillNo: 'C' }),
    ];
    const answers = await Promise.all(
      claims.map((claimNo) => desk.step(claimNo, 'approval', financeOfficer)),
    );
    const given = answers
      .filter(({ status }) => status === 200)
      .map(({ body }) => payableOf(body).payableFen);
    expect(given.reduce((sum, fen) => sum + fen, 0)).toBe(300_000_000);
    expect(await counters()).toMatchObject([{ reservedFen: 300_000_000n, usedFen: 0n }]);
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({ reservedFen: 300_000_000 });
    await expect(loans.query('update cap_counter set used_fen = 1')).rejects.toThrow(
      'cap_counter_within_limit',
    );
  }, 60_000);
});

describe('the caps of one loan', () => {
  it('leave to this pool what other public money has not paid (AT-19)', async () => {
    await open({ aggregatePolicyCapBps: 8_000, shareRules: [] });
    await desk.overdueLoan('D', 123_456_789);
    const claimNo = await desk.reviewed(123_456_789, { dueBillNo: 'D', otherPolicyPaidFen: 61_728_394 });
    const { quote } = await desk.preview(claimNo);
    // 80 % of the loss is 98 765 431 in all.
    expect(quote).toMatchObject({ payableFen: 37_037_037 });
  }, 60_000);

  it('are a limit however high the share is (AT-20)', async () => {
    await open({
      aggregatePolicyCapBps: null,
      perLoanPayCapFen: 300_000_000,
      shareRules: [
        { when: 'FIRST_LOAN', bps: 9_000 },
        { when: 'CREDIT_PORTION', atLeastBps: 7_000, bps: 7_000 },
      ],
    });
    await desk.overdueLoan('E', 400_000_000, { filingChanges: { creditPortionBps: 7_500 } });
    const claimNo = await desk.paid(400_000_000, { dueBillNo: 'E' });
    expect(await desk.get(`/v1/claims/${claimNo}`)).toMatchObject({
      status: 'paid',
      quote: { entitledFen: 360_000_000, payableFen: 300_000_000, bankFen: 100_000_000 },
    });
  }, 60_000);
});

describe('the year of a bank (AT-13)', () => {
  it.each([
    [15_000_000, 200],
    [15_000_001, 409],
  ])(
    'a loss of %s of 500 million enrolled: %s',
    async (lossFen, status) => {
      await open({ perBankAnnualLossBps: 300, perBankOnExceed: 'DEFER_WHOLE' });
      await desk.overdueLoan('F', 500_000_000);
      const paidBack = repaid('2021-08-30', 500_000_000 - lossFen, lossFen, {
        dueBillNo: 'F',
        eventId: 'F-part',
      });
      await desk.say(paidBack);
      clock.to('2021-08-31');
      await desk.say(
        bodyOf(
          'loan.overdue',
          '2021-08-31',
          {
            asOf: '2021-08-31',
            principalArrearsFen: lossFen,
            interestArrearsFen: 0,
            principalArrearsDays: 62,
            interestArrearsDays: 0,
          },
          { dueBillNo: 'F', eventId: 'F-left' },
        ),
      );
      const claimNo = await desk.reviewed(lossFen, { dueBillNo: 'F' });
      const answer = await desk.step(claimNo, 'approval', financeOfficer);
      expect([answer.status, answer.body.code]).toEqual([
        status,
        status === 200 ? undefined : 'claim/deferred',
      ]);
    },
    60_000,
  );
});
