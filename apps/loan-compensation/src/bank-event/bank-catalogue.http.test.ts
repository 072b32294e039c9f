import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BANK,
  bodyOf,
  corrected,
  disbursed,
  filed,
  overdue,
  reclassified,
  recovered,
  repaid,
  reversed,
  settled,
} from '../fixture/bank-events.js';
import { bankClerk } from '../fixture/people.js';
import { BATCH, TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

const view = async (dueBillNo: string) => (await loans.get(`/v1/loans/${BANK}/${dueBillNo}`, bankClerk)).body;
const of = (dueBillNo: string, body: ReturnType<typeof bodyOf>) => ({
  ...body,
  dueBillNo,
  eventId: `${dueBillNo}-${body.eventId as string}`,
  reversalOf: body.reversalOf === null ? null : `${dueBillNo}-${body.reversalOf as string}`,
});
const report = async (dueBillNo: string, ...bodies: ReturnType<typeof bodyOf>[]) => {
  const { body } = await loans.message({ events: bodies.map((one) => of(dueBillNo, one)) }, { path: BATCH });
  return (body.items as { status: string; code?: string }[]).map(({ status, code }) => code ?? status);
};

describe('the life of a loan as its bank tells it', () => {
  it('is announced status by status, each with the day since which it holds', async () => {
    await report('told', filed());
    await report('told', disbursed());
    await report('told', overdue('2021-09-30', 100, 91));
    await report('told', repaid('2021-10-10', 100, 499_999_900), reclassified('2021-10-11', '02'));
    await report('told', repaid('2021-10-12', 499_999_900, 0), settled('2021-10-12'));
    const told = await loans.query<{ data: string }>(
      `select data from outbox where key = $1 and type = 'loan-compensation.loan.status-changed' order by pos`,
      [`${BANK}:told`],
    );
    const moves = told.map(({ data }) => JSON.parse(data) as Record<string, unknown>);
    expect(moves.map(({ statusBefore, status, since }) => [statusBefore, status, since])).toEqual([
      [undefined, 'filed', '2021-05-30'],
      ['filed', 'active', '2021-06-01'],
      ['active', 'nonPerforming', '2021-09-30'],
      ['nonPerforming', 'active', '2021-10-11'],
      ['active', 'settled', '2021-10-12'],
    ]);
  });

  it('may be corrected: what was wrong is out, what is right stands in its place, and the bank may look', async () => {
    const wrong = recovered('2021-10-28', 80_000_000);
    await report('put-right', filed(), disbursed(), wrong);
    expect((await view('put-right')).principalFen).toBe(420_000_000);
    const right = corrected('2021-11-02', wrong.eventId, recovered('2021-10-28', 8_000_000));
    expect(await report('put-right', right)).toEqual(['APPLIED']);
    expect(await view('put-right')).toMatchObject({
      principalFen: 492_000_000,
      state: { recoveredFen: 8_000_000 },
    });
    const { body } = await loans.get(`/v1/bank/v1/events/put-right-${wrong.eventId}`, bankClerk);
    expect(body.status).toBe('REVERSED');
    expect(await report('put-right', { ...right, eventId: 'again' })).toEqual(['ALREADY_REVERSED']);
  });

  it('waits with a correction whose target has not come, and applies it when it has', async () => {
    const wrong = repaid('2021-07-01', 100, 499_999_900);
    await report('early', filed(), disbursed());
    expect(
      await report('early', corrected('2021-07-02', wrong.eventId, repaid('2021-07-01', 9, 499_999_991))),
    ).toEqual(['PREDECESSOR_MISSING']);
    expect(await report('early', wrong)).toEqual(['APPLIED']);
    expect((await view('early')).principalFen).toBe(499_999_991);
  });
});

describe('what of it is remarked or refused (funding.md §10)', () => {
  it.each([
    ['row 15: days that jump', overdue('2021-06-20', 100, 200), 'DAYS_DIFF'],
    ['row 22: a cost without a voucher', recovered('2021-06-20', 100, { costFen: 9 }), 'COST_UNVOUCHERED'],
    [
      'row 24: a new name',
      bodyOf('master.changed', '2021-06-20', { field: 'name', old: '甲', new: '乙' }),
      'MASTER_CHANGED',
    ],
  ])('is taken with a remark that holds nothing up: %s', async (_what, body, code) => {
    await report(code, filed(), disbursed());
    expect(await report(code, body)).toEqual([code]);
    expect((await view(code)).dataHold).toBe(false);
  });

  it('is seen on the loan when the class does not go with the days (row 16)', async () => {
    await report('lag', filed(), disbursed(), overdue('2021-11-01', 100, 120));
    expect(await view('lag')).toMatchObject({
      status: 'nonPerforming',
      state: { exceptions: ['CLASS_LAG'] },
    });
  });

  it('is refused when it files after the first arrears (row 18), and parked when the loan is closed (row 30)', async () => {
    expect(await report('late', overdue('2021-06-09', 100, 5), filed('2021-06-10'))).toEqual([
      'PREDECESSOR_MISSING',
      'FILED_AFTER_OVERDUE',
    ]);
    await report('closed', filed(), disbursed(), repaid('2021-06-20', 500_000_000, 0), settled('2021-06-20'));
    expect(await report('closed', repaid('2023-06-20', 1, 0))).toEqual(['LOAN_CLOSED']);
  });
});

describe('one year of one loan, told in any order, one message or many, with repetitions', () => {
  const story = [
    filed(),
    disbursed(),
    overdue('2021-07-20', 100_000_000, 5),
    repaid('2021-07-25', 100_000_000, 400_000_000),
    recovered('2021-08-01', 1_000, { costFen: 10, vouchers: ['V'] }),
    corrected('2021-08-02', 'loan-recovered-2021-08-01', recovered('2021-08-01', 2_000)),
    overdue('2021-12-20', 50_000_000, 100),
    reclassified('2021-12-31', '03'),
    repaid('2022-01-10', 399_998_000, 0),
    reversed('2022-01-11', 'loan-repaid-2021-07-25'),
    reclassified('2022-01-31', '02'),
  ];

  it('ends in one state (I-04)', async () => {
    await report('straight', ...story);
    const { foldHash, status } = await view('straight');
    let bill = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 }),
        fc.integer({ min: 1, max: 7 }),
        async (arrivals, size) => {
          const dueBillNo = `order-${(bill += 1)}`;
          for (let at = 0; at < arrivals.length; at += size)
            await report(dueBillNo, ...arrivals.slice(at, at + size));
          expect(await view(dueBillNo)).toMatchObject({ foldHash, status });
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
