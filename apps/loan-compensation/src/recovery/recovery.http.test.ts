import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf, repaid } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { auditor, cityOfficer, financeOfficer, otherBankClerk, poolCashier } from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;

async function open(terms: Record<string, unknown> = {}): Promise<void> {
  ({ loans, desk } = await openDesk(clock, terms));
}

interface Row {
  recoveryNo: string;
  kind: string;
  netFen: number;
  poolFen: number;
  othersFen: number;
  excessFen: number;
  uncoveredFen: number;
  disallowedCostFen: number;
  epochNo: number | null;
}
interface Book {
  compensation: { status: string; lossFen: number; layers: { amountFen: number }[] };
  epochs: { epochNo: number; burdens: { party: string; amountFen: number }[]; closedAt: string | null }[];
  recoveries: Row[];
  adjustments: { clawbackFen: number; reason: string; newEntitledFen: number }[];
}
const bookOf = async (claimNo: string) => (await desk.recoveries(claimNo)) as unknown as Book;
const burdensOf = ({ epochs }: Book) => epochs.at(-1)?.burdens.map(({ amountFen }) => amountFen);

/** What the bank says it recovered, the day after the cut-off or later. */
const recovered = (dueBillNo: string, no: number, grossFen: number, costFen = 0, receivedOn = '2021-10-08') =>
  bodyOf(
    'loan.recovered',
    receivedOn,
    {
      grossFen,
      costFen,
      channel: 'CASH',
      receivedOn,
      ...(costFen > 0 ? { costVouchers: ['FP-1'] } : {}),
    },
    { dueBillNo, eventId: `${dueBillNo}-recovered-${no}` },
  );

async function tell(...bodies: object[]): Promise<void> {
  clock.to('2021-10-20');
  for (const body of bodies) await desk.say(body);
  await desk.look();
}

const remittances = async (claimNo: string) =>
  (await desk.get(`/v1/remittances?claimNo=${claimNo}`)).items as {
    remittanceNo: string;
    dueFen: number;
    status: string;
    dueOn: string;
  }[];
const remit = (remittanceNo: string, amountFen: number, voucherNo = `V-${remittanceNo}`) =>
  loans.post(`/v1/remittances/${remittanceNo}/payments`, poolCashier, {
    voucherNo,
    amountFen,
    remittedOn: '2021-10-20',
  });

describe('money that comes back after a compensation', () => {
  beforeAll(() => open(), 60_000);
  afterAll(() => loans.stop());

  it('is shared as it came in four receipts, with costs and excess, and the case closes (AT-04, AT-05)', async () => {
    await desk.overdueLoan('at-04', 333_333_333);
    const claimNo = await desk.paid(333_333_333, { dueBillNo: 'at-04' });
    const receipts = [
      recovered('at-04', 1, 100_000_000, 1_234_567),
      recovered('at-04', 2, 1),
      recovered('at-04', 3, 50_000_000, 7_777_777),
      recovered('at-04', 4, 234_567_891),
    ];
    await tell(...receipts);
    const book = await bookOf(claimNo);
    expect(
      book.recoveries.map(({ netFen, poolFen, othersFen, excessFen }) => [
        netFen,
        poolFen,
        othersFen,
        excessFen,
      ]),
    ).toEqual([
      [98_765_433, 79_012_346, 19_753_087, 0],
      [1, 1, 0, 0],
      [42_222_223, 33_777_778, 8_444_445, 0],
      [234_567_891, 153_876_541, 38_469_135, 42_222_215],
    ]);
    expect((await desk.get(`/v1/claims/${claimNo}`)).status).toBe('recovering');
    const early = await desk.step(claimNo, 'closing', cityOfficer);
    expect(early.body).toMatchObject({ code: 'recovery/not-remitted', facts: { leftFen: 266_666_666 } });
    for (const { remittanceNo, dueFen, dueOn } of await remittances(claimNo)) {
      expect(dueOn).toBe('2021-10-21');
      expect((await remit(remittanceNo, dueFen)).body.status).toBe('remitted');
      const checked = await loans.post(`/v1/remittances/${remittanceNo}/reconciliation`, financeOfficer, {});
      expect(checked.body.status).toBe('reconciled');
    }
    expect(await desk.must(claimNo, 'closing', cityOfficer)).toMatchObject({
      compensation: { status: 'closed' },
    });
    expect((await desk.get(`/v1/claims/${claimNo}`)).status).toBe('closed');
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({ cashFen: 5_000_000_000 });
  });

  it('is a recovery whatever the bank calls it, to be remitted within ten working days (AT-28)', async () => {
    await desk.overdueLoan('at-28', 100_000_000);
    const claimNo = await desk.paid(100_000_000, { dueBillNo: 'at-28' });
    await tell(
      repaid('2021-10-08', 10_000_000, 90_000_000, { dueBillNo: 'at-28', eventId: 'late-repayment' }),
    );
    const { recoveries } = await bookOf(claimNo);
    expect(recoveries).toMatchObject([
      { retypedFrom: 'loan.repaid', grossFen: 10_000_000, poolFen: 8_000_000 },
    ]);
    expect(await remittances(claimNo)).toMatchObject([
      { dueFen: 8_000_000, status: 'due', dueOn: '2021-10-21' },
    ]);
    const told = await loans.query<{ n: number }>(
      `select count(*)::int as n from outbox o where key = $1 and o::text like '%recovery.shared%'`,
      [claimNo],
    );
    expect(told[0]?.n).toBe(1);
    await desk.look();
    expect((await bookOf(claimNo)).recoveries).toHaveLength(1);
  });

  it('closes the epoch when a late fact claws back, and shares on by what is left (AT-09, with tier S)', async () => {
    await desk.overdueLoan('at-09', 400_000_000);
    const claimNo = await desk.paid(400_000_000, { dueBillNo: 'at-09' });
    await tell(recovered('at-09', 1, 80_000_000));
    // Valued before the cut-off: the loss was never so large.
    await tell(repaid('2021-09-15', 50_000_000, 350_000_000, { dueBillNo: 'at-09', eventId: 'at-09-late' }));
    const book = await bookOf(claimNo);
    expect(book.adjustments).toMatchObject([
      { clawbackFen: 40_000_000, newEntitledFen: 280_000_000, reason: 'LATE_EVENT' },
    ]);
    // 280m less 64m had back, 70m less 16m.
    expect(burdensOf(book)).toEqual([216_000_000, 54_000_000]);
    expect(book.epochs.map(({ closedAt }) => closedAt === null)).toEqual([false, true]);
    await tell(recovered('at-09', 2, 10_000_000, 0, '2021-10-11'));
    expect((await bookOf(claimNo)).recoveries.at(-1)).toMatchObject({ poolFen: 8_000_000, epochNo: 2 });
    const { accounts } = (await desk.get('/v1/pools/KDT-SZ/balances')) as {
      accounts: { account: string; balanceFen: number }[];
    };
    expect(accounts).toContainEqual(
      expect.objectContaining({ account: 'CLAWBACK_RECEIVABLE.C1000000000001', balanceFen: 40_000_000 }),
    );
  });

  it('is put right in its epoch when the bank corrects it, and what was remitted is owed to the bank (AT-10)', async () => {
    await desk.overdueLoan('at-10', 376_543_211);
    const claimNo = await desk.paid(376_543_211, { dueBillNo: 'at-10' });
    await tell(recovered('at-10', 1, 80_000_000));
    const [owed] = await remittances(claimNo);
    await remit(owed!.remittanceNo, 60_000_000);
    await tell(
      bodyOf(
        'event.corrected',
        '2021-10-19',
        {
          reason: '录入多一个零',
          replacement: {
            type: 'loan.recovered',
            data: { grossFen: 8_000_000, costFen: 0, channel: 'CASH', receivedOn: '2021-10-08' },
          },
        },
        { dueBillNo: 'at-10', eventId: 'at-10-right', reversalOf: 'at-10-recovered-1' },
      ),
    );
    const { recoveries, epochs } = await bookOf(claimNo);
    expect(recoveries).toHaveLength(2);
    const [wrong, correction] = recoveries;
    expect(correction).toMatchObject({ kind: 'correction', netFen: -72_000_000 });
    expect(wrong!.poolFen + correction!.poolFen).toBe(6_399_999);
    expect(epochs).toHaveLength(1);
    expect(await remittances(claimNo)).toMatchObject([{ dueFen: 60_000_000, status: 'remitted' }]);
    const { accounts } = (await desk.get('/v1/pools/KDT-SZ/balances')) as {
      accounts: { account: string; balanceFen: number }[];
    };
    const balanceOf = (name: string) => accounts.find(({ account }) => account === name)?.balanceFen;
    expect(balanceOf('PAYABLE_TO_BANK.C1000000000001')).toBe(-(60_000_000 - 6_399_999));
  });

  it('is nobody else’s to see or to record', async () => {
    const [{ claimNo }] = (await desk.get('/v1/claims')).items as [{ claimNo: string }];
    expect((await loans.get(`/v1/claims/${claimNo}/recoveries`, otherBankClerk)).status).toBe(404);
    expect((await loans.get('/v1/remittances', otherBankClerk)).body.items as unknown[]).toEqual([]);
    expect((await loans.post('/v1/remittances/X/payments', auditor, {})).status).toBe(403);
    expect((await desk.step(claimNo, 'closing', financeOfficer)).status).toBe(403);
  });
});
