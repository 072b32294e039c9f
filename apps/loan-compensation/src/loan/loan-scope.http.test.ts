import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signTestToken } from '@gusu/testing';
import { BANK, BORROWER, DUE_BILL, disbursed, filed } from '../fixture/bank-events.js';
import {
  adminOf,
  auditor,
  bankClerk,
  cityOfficer,
  kunshanClerk,
  otherBankClerk,
  sipClerk,
  systemAdmin,
  type Person,
} from '../fixture/people.js';
import { OTHER_BANK, TestLoans } from '../fixture/test-loans.module.js';

const LOAN = `/v1/loans/${BANK}/${DUE_BILL}`;
const EXPOSURE = `/v1/enterprises/${BORROWER}/exposure`;
const OTHER_LOAN = 'other-bank-loan';

let loans: TestLoans;
let eventId: string;
beforeAll(async () => {
  loans = await TestLoans.start();
  const filing = filed();
  eventId = filing.eventId;
  await loans.message(filing);
  await loans.message(disbursed());
  const others = { bankCode: OTHER_BANK, dueBillNo: OTHER_LOAN };
  await loans.message(filed('2021-05-30', 70_000_000, others), { secret: loans.secretOf(OTHER_BANK) });
}, 60_000);
afterAll(() => loans.stop());

/** What an answer says, without what differs from call to call. */
async function answerOf(path: string, person: Person) {
  const { status, body } = await loans.get(path, person);
  const { traceId: _trace, instance: _instance, facts: _facts, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
}

describe('what a bank sees (I-22)', () => {
  it('is its own loan, at both addresses', async () => {
    expect(await answerOf(LOAN, bankClerk)).toMatchObject({ status: 'active', principalFen: 500_000_000 });
    expect(await answerOf(`/v1/bank/v1/loans/${DUE_BILL}`, bankClerk)).toMatchObject({ bankCode: BANK });
  });

  it.each([
    ['a loan', LOAN, '/v1/loans/C9/nowhere'],
    ['a loan by its due bill', `/v1/bank/v1/loans/${DUE_BILL}`, '/v1/bank/v1/loans/nowhere'],
    ['an event', '/v1/bank/v1/events/loan-disbursed-2021-06-01', '/v1/bank/v1/events/nowhere'],
  ])('is never another bank’s: %s looks as if it were not there', async (_what, path, nowhere) => {
    const answer = await answerOf(path, otherBankClerk);
    expect(answer).toEqual(await answerOf(nowhere, otherBankClerk));
    expect(answer.status).toBe(404);
  });

  it('is its own event; naming another bank opens nothing', async () => {
    const path = `/v1/bank/v1/events/${eventId}`;
    expect((await loans.get(path, bankClerk)).body).toMatchObject({ eventId, dueBillNo: DUE_BILL });
    // Both banks have used this id; each is shown its own.
    expect((await loans.get(path, otherBankClerk)).body).toMatchObject({ dueBillNo: OTHER_LOAN });
    const named = await loans.get(`${path}?bankCode=${OTHER_BANK}`, bankClerk);
    expect(named.body).toMatchObject({ dueBillNo: DUE_BILL });
    const foreign = await loans.get(
      `/v1/bank/v1/events/loan-disbursed-2021-06-01?bankCode=${BANK}`,
      otherBankClerk,
    );
    expect([foreign.status, foreign.body.code]).toEqual([404, 'bank-event/not-found']);
  });

  it('is its own share of an enterprise’s exposure', async () => {
    const [own, other, whole] = await Promise.all(
      [bankClerk, otherBankClerk, cityOfficer].map(
        async (person) => (await loans.get(EXPOSURE, person)).body,
      ),
    );
    expect(own).toMatchObject({ loans: 1, plannedAmountFen: 500_000_000, principalFen: 500_000_000 });
    expect(other).toMatchObject({ loans: 1, plannedAmountFen: 70_000_000, principalFen: 0 });
    expect(whole).toMatchObject({ loans: 2, plannedAmountFen: 570_000_000 });
    expect(JSON.stringify(other)).not.toContain(DUE_BILL);
  });

  it('is itself in the list of partner banks', async () => {
    expect((await loans.get('/v1/partner-banks', otherBankClerk)).body).toMatchObject([
      { bankCode: OTHER_BANK },
    ]);
    expect((await loans.get('/v1/partner-banks', cityOfficer)).body).toHaveLength(2);
  });

  it('cannot be widened by a token beside another bank’s signature', async () => {
    const authorization = `Bearer ${await signTestToken(otherBankClerk)}`;
    const { status, body } = await loans.message(filed(), { headers: { authorization } });
    expect([status, body.code]).toEqual([403, 'bank/not-yours']);
  });
});

describe('what a district sees', () => {
  it('is the exposure of its own enterprises, and nothing of another’s', async () => {
    expect((await loans.get(EXPOSURE, sipClerk)).body).toMatchObject({
      loans: 2,
      plannedAmountFen: 570_000_000,
    });
    expect((await loans.get(EXPOSURE, kunshanClerk)).body).toEqual({
      creditCode: BORROWER,
      loans: 0,
      plannedAmountFen: 0,
      principalFen: 0,
      items: [],
    });
  });

  it('follows the enterprise that moves', async () => {
    const moved = 'update enterprise_copy set district_code = $2 where credit_code = $1';
    await loans.query(moved, [BORROWER, kunshanClerk.district]);
    expect((await loans.get(EXPOSURE, kunshanClerk)).body.loans).toBe(2);
    expect((await loans.get(EXPOSURE, sipClerk)).body.loans).toBe(0);
    await loans.query(moved, [BORROWER, sipClerk.district]);
  });
});

describe('what an enterprise sees (I-22)', () => {
  it('is its own exposure, over all banks', async () => {
    const { status, body } = await loans.get(EXPOSURE, adminOf(BORROWER));
    expect(status).toBe(200);
    expect(body).toEqual((await loans.get(EXPOSURE, cityOfficer)).body);
    expect(body).toMatchObject({ loans: 2, plannedAmountFen: 570_000_000 });
  });

  it('is never another’s', async () => {
    const { body } = await loans.get(EXPOSURE, adminOf('91320583TE5T00091K'));
    expect(body).toMatchObject({ loans: 0, plannedAmountFen: 0, items: [] });
  });
});

describe('who may not read at all', () => {
  const PATHS = [
    LOAN,
    `/v1/bank/v1/loans/${DUE_BILL}`,
    `/v1/bank/v1/events/loan-disbursed-2021-06-01?bankCode=${BANK}`,
    '/v1/enterprise-copies',
    `/v1/enterprise-copies/${BORROWER}`,
    '/v1/partner-banks',
    '/v1/dead-letters',
  ];

  it.each(PATHS)('an enterprise, of itself or of another: %s', async (path) => {
    for (const creditCode of [BORROWER, '91320583TE5T00091K']) {
      const { status, body } = await loans.get(path, adminOf(creditCode));
      expect([status, body.code]).toEqual([403, 'permission/denied']);
    }
  });

  it('an administrator of the system has no business rights', async () => {
    for (const path of [LOAN, EXPOSURE, '/v1/partner-banks']) {
      expect((await loans.get(path, systemAdmin)).status).toBe(403);
      expect((await loans.get(path, auditor)).status).toBe(200);
    }
  });
});
