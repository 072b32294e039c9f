import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BANK,
  BORROWER,
  DUE_BILL,
  disbursed,
  filed,
  overdue,
  repaid,
  reversed,
} from '../fixture/bank-events.js';
import { makeCoverable, openPool, qualify, quoteLpr } from '../fixture/cover.module.js';
import {
  adminOf,
  auditor,
  bankClerk,
  cityOfficer,
  kunshanClerk,
  otherBankClerk,
  sipClerk,
} from '../fixture/people.js';
import { BATCH, TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

interface Receipt {
  filingNo: string;
  decision: string;
  filedFen?: number;
  reasons?: { code: string; messageZh: string }[];
}

/** A filing of a due bill of its own, with an id of its own. */
const filing = (dueBillNo: string, plannedAmountFen = 100_000_000, changes: object = {}) => {
  const body = filed('2021-05-30', plannedAmountFen, { dueBillNo, eventId: `${dueBillNo}-filing` });
  return { ...body, data: { ...body.data, ...changes } };
};
const receiptOf = async (body: object) => {
  const answer = await loans.message(body);
  return answer.body.filing as Receipt;
};
const codesOf = ({ reasons = [] }: Receipt) => reasons.map(({ code }) => code);
const get = (filingNo: string, person = auditor) => loans.get(`/v1/filings/${filingNo}`, person);

describe('a filing before anything is arranged for', () => {
  it('hears every reason at once, and its loan goes on uncovered', async () => {
    const refused = await receiptOf(filing('early'));
    expect(refused).toMatchObject({ decision: 'refused', policyId: 'KDT/1' });
    expect(codesOf(refused)).toEqual([
      'QUALIFICATION_MISSING',
      'REVENUE_MISSING',
      'LPR_MISSING',
      'POOL_MISSING',
    ]);
    expect(refused.reasons?.[0]?.messageZh).toBe('备案日没有有效的资格称号');
    const before = await receiptOf({ ...filing('earlier'), valueDate: '2021-04-30' });
    expect(codesOf(before)).toEqual(['POLICY_MISSING', 'POOL_MISSING']);
    const ids = { dueBillNo: 'early', eventId: 'early-money' };
    const { body } = await loans.message(disbursed('2021-06-01', 100_000_000, ids));
    expect(body.status).toBe('APPLIED');
    const loan = await loans.get(`/v1/loans/${BANK}/early`, bankClerk);
    expect(loan.body).toMatchObject({
      status: 'active',
      filing: { status: 'refused', filedFen: 0, poolBps: 0 },
    });
  });
});

describe('a filing that is covered', () => {
  let receipt: Receipt;
  beforeAll(async () => {
    await makeCoverable(loans);
    receipt = await receiptOf(filed());
  });

  it('is told in the receipt, with tier, share and version (I-10)', () => {
    expect(receipt).toEqual({
      filingNo: expect.stringMatching(/^KDT-2021-C1000000000001-\d{6}$/),
      decision: 'confirmed',
      policyId: 'KDT/1',
      tier: 'S',
      filedFen: 500_000_000,
      poolBps: expect.any(Number),
      bankBps: expect.any(Number),
      rateCapPpm: 43_500,
    });
  });

  it('is told the same when the event comes again, alone or in a batch, whatever became of the loan', async () => {
    await loans.message(disbursed());
    const again = await loans.message(filed());
    expect([again.status, again.body.filing]).toEqual([200, receipt]);
    const { body } = await loans.message({ events: [filed(), filed()] }, { path: BATCH });
    expect((body.items as { filing: Receipt }[]).map((each) => each.filing)).toEqual([receipt, receipt]);
  });

  it('is read with everything that is bound to it by its bank, its enterprise, its district and officers', async () => {
    const { body } = await get(receipt.filingNo);
    expect(body).toMatchObject({
      status: 'confirmed',
      dueBillNo: DUE_BILL,
      creditCode: BORROWER,
      policyHash: expect.stringMatching(/^sha256:/),
      layers: [
        { level: 'CITY', weight: 1 },
        { level: 'DISTRICT', weight: 1 },
      ],
      lapsesAfter: '2021-07-29',
      conditionalUntil: null,
    });
    for (const person of [bankClerk, adminOf(BORROWER), sipClerk, cityOfficer])
      expect((await get(receipt.filingNo, person)).body).toEqual(body);
    for (const person of [otherBankClerk, adminOf('91320583TE5T00091K'), kunshanClerk]) {
      const answer = await get(receipt.filingNo, person);
      expect([answer.status, answer.body.code]).toEqual([404, 'filing/not-found']);
    }
  });

  it('is announced and audited once', async () => {
    const told = await loans.query<{ type: string }>(
      `select type from outbox where key = $1 and topic = 'loan-compensation.filing' order by version`,
      [`${BANK}:${DUE_BILL}`],
    );
    expect(told.map(({ type }) => type.split('.').at(-1))).toEqual(['filed', 'confirmed']);
    const entries = await loans.query('select 1 from audit_entry where entry like $1', [
      `%"objectId":"${receipt.filingNo}"%`,
    ]);
    expect(entries).toHaveLength(1);
  });

  it('freezes what was known of the enterprise', async () => {
    await qualify(loans, BORROWER, { revenue: { fiscalYear: 2021, revenueBand: 'above400Million' } });
    const [row] = await loans.query<{ borrower: object }>(
      'select borrower from loan_filing where filing_no = $1',
      [receipt.filingNo],
    );
    expect(row?.borrower).toMatchObject({
      revenueFen: 2_000_000_000,
      districtCode: '320571',
      registryVersion: 1,
    });
  });

  it.each([
    'update loan_filing set pool_bps = 1',
    "update loan_filing set policy_id = 'KDT/2'",
    'update loan_filing set filed_fen = 1',
    'delete from loan_filing',
  ])('is closed to the role that serves, but for its end (I-10): %s', async (statement) => {
    await expect(loans.query(statement)).rejects.toThrow('permission denied');
  });

  it('is the only one of its due bill, whatever the programme (I-06, AT-27)', async () => {
    await openPool(loans, 1_000, { poolCode: 'XBD-SZ', programme: 'XBD' });
    const second = { ...filed('2021-05-31'), eventId: 'second-programme' };
    const answer = await loans.message({ ...second, data: { ...second.data, programme: 'XBD' } });
    expect([answer.status, answer.body.code]).toEqual([409, 'ALREADY_COVERED']);
    const copy = `insert into loan_filing select (jsonb_populate_record(f, '{"filing_no": "X", "event_id": "X", "programme": "XBD"}')).*
      from loan_filing f where filing_no = $1`;
    await expect(loans.query(copy, [receipt.filingNo])).rejects.toThrow('loan_filing_in_force');
  });
});

describe('the cap of an enterprise', () => {
  it('is shared by its filings in the order they come, in one batch too (AT-03)', async () => {
    const code = '91320583TE5T00091K';
    await loans.know(code);
    await qualify(loans, code);
    const events = [
      filing('cap-1', 350_000_000, { uscc: code }),
      filing('cap-2', 200_000_000, { uscc: code }),
      filing('cap-3', 1, { uscc: code }),
    ];
    const { body } = await loans.message({ events }, { path: BATCH });
    const receipts = (body.items as { filing: Receipt }[]).map((each) => each.filing);
    expect(receipts.map(({ filedFen }) => filedFen)).toEqual([350_000_000, 150_000_000, undefined]);
    expect(codesOf(receipts[2]!)).toEqual(['CAP_ENTERPRISE']);
    // What is repaid is room again: 350 million drawn, 300 million repaid.
    const of = (dueBillNo: string, n: number) => ({ dueBillNo, eventId: `${dueBillNo}-${n}` });
    await loans.message(disbursed('2021-06-01', 350_000_000, of('cap-1', 1)));
    await loans.message(repaid('2021-06-10', 300_000_000, 50_000_000, of('cap-1', 2)));
    expect((await receiptOf(filing('cap-4', 400_000_000, { uscc: code }))).filedFen).toBe(300_000_000);
  });
});

describe('a filing that a bank takes back', () => {
  it('is revoked, frees the cap, and the next one has a number of its own', async () => {
    const code = '91320594MA1KDT015A';
    await loans.know(code);
    await qualify(loans, code);
    const first = await receiptOf(filing('back', 500_000_000, { uscc: code }));
    const undo = reversed('2021-05-30', 'back-filing', { dueBillNo: 'back', eventId: 'back-undo' });
    expect((await loans.message(undo)).body).toMatchObject({ status: 'APPLIED' });
    expect((await get(first.filingNo)).body).toMatchObject({ status: 'revoked', ending: 'takenBack' });
    const next = { ...filing('back', 400_000_000, { uscc: code }), eventId: 'back-again' };
    const second = await receiptOf(next);
    expect(second).toMatchObject({ decision: 'confirmed', filedFen: 400_000_000 });
    expect(second.filingNo).not.toBe(first.filingNo);
    const loan = await loans.get(`/v1/loans/${BANK}/back`, bankClerk);
    expect(loan.body).toMatchObject({ filingNo: second.filingNo, filing: { status: 'confirmed' } });
  });
});

describe('a filing that comes late', () => {
  it('is not covered when the bank has told of arrears before (I-16)', async () => {
    const of = (n: number) => ({ dueBillNo: 'late', eventId: `late-${n}` });
    await loans.message(disbursed('2021-06-01', 100_000_000, of(1)));
    await loans.message(overdue('2021-07-20', 100_000_000, 5, of(2)));
    expect(codesOf(await receiptOf(filing('late')))).toContain('FILED_AFTER_OVERDUE');
  });

  it('is late by what came before it, and not by what came after it in one message', async () => {
    const code = '91320594MA1KDT0235';
    await loans.know(code);
    await qualify(loans, code);
    const told = (dueBillNo: string) => [
      filing(dueBillNo, 100_000_000, { uscc: code }),
      disbursed('2021-06-01', 100_000_000, { dueBillNo, eventId: `${dueBillNo}-1` }),
      overdue('2021-07-20', 100_000_000, 5, { dueBillNo, eventId: `${dueBillNo}-2` }),
    ];
    const [first, second, third] = told('group-late');
    const events = [...told('group'), second, third, first];
    const { body } = await loans.message({ events }, { path: BATCH });
    const receipts = (body.items as { filing?: Receipt }[]).flatMap(({ filing: receipt }) => receipt ?? []);
    expect(receipts.map(({ decision }) => decision)).toEqual(['confirmed', 'refused']);
    expect(codesOf(receipts[1]!)).toEqual(['FILED_AFTER_OVERDUE']);
  });

  it('is decided when the registry tells of its enterprise, and the bank finds it', async () => {
    const code = '91320594MA1KDT007F';
    await quoteLpr(loans, '2021-05-20', 38_000);
    await qualify(loans, code);
    const waiting = await loans.message(filing('waits', 100, { uscc: code, ratePpm: 43_001 }));
    expect(waiting.body).toMatchObject({ status: 'PARKED', code: 'ENTERPRISE_UNKNOWN' });
    expect(waiting.body.filing).toBeUndefined();
    await loans.know(code);
    const loan = await loans.get(`/v1/loans/${BANK}/waits`, bankClerk);
    expect(loan.body.filing).toMatchObject({ status: 'refused', reasons: ['RATE_OVER_CAP'] });
  });
});
