import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { disbursed, filed, overdue, repaid, settled } from '../fixture/bank-events.js';
import { makeCoverable, POOL } from '../fixture/cover.module.js';
import { bankClerk, cityOfficer } from '../fixture/people.js';
import { BATCH, OTHER_BANK, TestLoans } from '../fixture/test-loans.module.js';

const ENTITLEMENTS = `/v1/pools/${POOL}/entitlements`;

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
  await makeCoverable(loans);
}, 60_000);
afterAll(() => loans.stop());

describe('what a pool would owe', () => {
  it('is nothing before anything is drawn', async () => {
    await loans.message(filed('2021-05-30', 200_000_000));
    const { status, body } = await loans.get(ENTITLEMENTS, cityOfficer);
    expect(status).toBe(200);
    expect(body).toMatchObject({ poolCode: POOL, loans: 0, drawnFen: 0, entitledFen: 0, banks: [] });
  });

  it('follows from the loans of each bank that are not performing, and counts what was settled as drawn', async () => {
    const bad = [
      disbursed('2021-06-01', 200_000_000),
      repaid('2021-06-10', 66_666_667, 133_333_333),
      overdue('2021-12-01', 133_333_333, 91),
    ];
    const ended = [
      filed('2021-05-30', 100_000_000),
      disbursed('2021-06-01', 100_000_000),
      repaid('2021-06-10', 100_000_000, 0),
      settled('2021-06-11'),
    ].map((event, n) => ({ ...event, bankCode: OTHER_BANK, eventId: `other-${n}` }));
    for (const [events, secret] of [
      [bad, undefined],
      [ended, loans.secretOf(OTHER_BANK)],
    ] as const) {
      const sent = await loans.message({ events }, { path: BATCH, ...(secret && { secret }) });
      expect((sent.body as { items: { status: string }[] }).items.map(({ status }) => status)).toEqual(
        events.map(() => 'APPLIED'),
      );
    }
    const { body } = await loans.get(ENTITLEMENTS, cityOfficer);
    const owed = {
      nonPerformingLoans: 1,
      nonPerformingFen: 133_333_333,
      entitledFen: 106_666_666,
      guarantorFen: 0,
      bankFen: 26_666_667,
    };
    expect(body).toMatchObject({
      ...{ loans: 2, drawnFen: 300_000_000, ...owed },
      banks: [
        { bankCode: 'C1000000000001', loans: 1, drawnFen: 200_000_000, ...owed },
        { bankCode: OTHER_BANK, loans: 1, drawnFen: 100_000_000, nonPerformingFen: 0, entitledFen: 0 },
      ],
    });
  });

  it('is not shown to banks, and not of a pool that is not there', async () => {
    expect((await loans.get(ENTITLEMENTS, bankClerk)).status).toBe(403);
    const missing = await loans.get('/v1/pools/NONE/entitlements', cityOfficer);
    expect(missing.body).toMatchObject({ code: 'pool/not-found' });
  });
});
