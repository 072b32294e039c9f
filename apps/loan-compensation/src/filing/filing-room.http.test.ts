import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDateOf } from '@gusu/values';
import { BANK, BORROWER, disbursed, filed, repaid } from '../fixture/bank-events.js';
import {
  creditCodeNo,
  addBorrower,
  makeCoverable,
  openPool,
  POOL,
  qualify,
} from '../fixture/cover.module.js';
import { adminOf, auditor, bankClerk, cityOfficer, kunshanClerk, sipClerk } from '../fixture/people.js';
import { BATCH, OTHER_BANK, TestLoans } from '../fixture/test-loans.module.js';

const year = Number(localDateOf(new Date()).slice(0, 4));
let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
  await makeCoverable(loans);
  await loans.message(filed('2021-05-30', 350_000_000));
  await loans.message(disbursed('2021-06-01', 350_000_000));
  await loans.message(repaid('2021-06-10', 50_000_000, 300_000_000));
}, 60_000);
afterAll(() => loans.stop());

const rooms = async (person = adminOf(BORROWER), creditCode = BORROWER) =>
  loans.get(`/v1/enterprises/${creditCode}/filing-rooms`, person);

describe('the room of an enterprise under the caps', () => {
  it('is nothing while its revenue of the last year is not known, and says so', async () => {
    const { body } = await rooms();
    expect(body.items).toMatchObject([
      { programme: 'KDT', tier: null, capFen: 0, heldFen: 300_000_000, roomFen: 0 },
    ]);
    expect(JSON.stringify(body)).toContain('REVENUE_MISSING');
  });

  it('is the cap of its tier less what it owes under cover', async () => {
    await qualify(loans, BORROWER, {
      title: { validFrom: `${year - 1}-01-01`, validTo: `${year + 1}-12-31` },
      revenue: { fiscalYear: year - 1, revenueBand: 'upTo50Million' },
    });
    const { body } = await rooms();
    expect(body.items).toMatchObject([
      { tier: 'G', capFen: 1_000_000_000, heldFen: 300_000_000, roomFen: 700_000_000, reasons: [] },
    ]);
    for (const person of [sipClerk, cityOfficer, auditor]) expect((await rooms(person)).body).toEqual(body);
  });

  it('is nobody else’s to see (I-22)', async () => {
    for (const person of [adminOf(creditCodeNo(1)), kunshanClerk])
      expect((await rooms(person)).body.code).toBe('enterprise/not-found');
    expect((await rooms(bankClerk)).status).toBe(403);
  });
});

describe('a pool', () => {
  it('shows what it covers and how much more it may, with each bank', async () => {
    const { body } = await loans.get(`/v1/pools/${POOL}/position`, auditor);
    expect(body).toMatchObject({
      policyId: 'KDT/1',
      heldFen: 300_000_000,
      coveredFen: 300_000_000,
      capitalFen: 5_000_000_000,
      limitFen: 50_000_000_000,
      headroomFen: 49_700_000_000,
      capitalNeededFen: 0,
      banks: [{ bankCode: BANK, heldFen: 300_000_000, loans: 1 }],
    });
    expect((await loans.get('/v1/pools/NONE/position', auditor)).body.code).toBe('pool/not-found');
  });
});

describe('the programmes', () => {
  it('are those with rules or a pool, and open with both', async () => {
    await openPool(loans, 1_000, { poolCode: 'XBD-SZ', programme: 'XBD' });
    const { body } = await loans.get('/v1/loan-programmes', bankClerk);
    expect(body.items).toMatchObject([
      {
        programme: 'KDT',
        policyId: 'KDT/1',
        poolCode: POOL,
        isOpen: true,
        filings: 1,
        docNo: 'SYNTHETIC-DEFAULT',
      },
      { programme: 'XBD', policyId: null, poolCode: 'XBD-SZ', isOpen: false, name: null },
    ]);
  });
});

describe('crossing batches of two banks', () => {
  it('never file more of an enterprise than its cap, and never wait for each other in a circle', async () => {
    const codes = Array.from({ length: 12 }, (_, n) => creditCodeNo(100 + n));
    for (const code of codes) await addBorrower(loans, code);
    const batch = (bankCode: string, round: number, order: readonly string[]) => ({
      events: order.map((uscc, n) => {
        const id = `${bankCode}-${round}-${n}`;
        const body = filed('2021-05-30', 90_000_000, { bankCode, dueBillNo: id, eventId: id });
        return { ...body, data: { ...body.data, uscc } };
      }),
    });
    const deadlocks = async () =>
      (
        await loans.query<{ n: bigint }>(
          'select deadlocks as n from pg_stat_database where datname = current_database()',
        )
      )[0]?.n;
    const before = await deadlocks();
    const sent = Array.from({ length: 6 }, (_, round) => [
      loans.message(batch(BANK, round, codes), { path: BATCH }),
      loans.message(batch(OTHER_BANK, round, [...codes].reverse()), {
        path: BATCH,
        secret: loans.secretOf(OTHER_BANK),
      }),
    ]).flat();
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const filedOf = await loans.query<{ code: string; sum: bigint; whole: bigint }>(
      `select credit_code as code, sum(filed_fen)::bigint as sum, count(*) as whole from loan_filing
         where status = 'confirmed' and credit_code = any($1::text[]) group by 1`,
      [codes],
    );
    // Twelve filings of 90 million each for a cap of 500: five whole ones and one in part.
    expect(filedOf.map(({ sum, whole }) => [sum, whole])).toEqual(codes.map(() => [500_000_000n, 6n]));
    expect(await deadlocks()).toBe(before);
    const [drift] = await loans.query<{ kept: bigint; sum: bigint }>(
      `select (select held_fen from covered_position where pool_code = $1 and bank_code = '') as kept,
              (select sum(held_of_filing(coverage_mode, filed_fen, state))::bigint from loan_filing join loan using (bank_code, due_bill_no)
                 where loan_filing.status = 'confirmed') as sum`,
      [POOL],
    );
    expect(drift?.kept).toBe(drift?.sum);
  }, 60_000);
});
