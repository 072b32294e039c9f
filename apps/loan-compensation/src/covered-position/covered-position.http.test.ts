import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BANK, disbursed, filed, overdue, repaid, reversed, settled } from '../fixture/bank-events.js';
import { addBorrower, creditCodeNo, openPool, POOL, quoteLpr } from '../fixture/cover.module.js';
import { SEED } from '../fixture/loan-terms.js';
import { BATCH, OTHER_BANK, TestLoans } from '../fixture/test-loans.module.js';
import { readCanonicalLoan } from '../loan/fold-hash.js';
import type { Cover } from './covered-position.js';
import { contributionOf } from './covered-position.rules.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
  await openPool(loans, 50_000_000_000);
  await quoteLpr(loans);
  for (let n = 0; n < 12; n += 1) await addBorrower(loans, creditCodeNo(n));
}, 60_000);
afterAll(() => loans.stop());

interface Sums {
  heldFen: bigint;
  coveredFen: bigint;
  badFen: bigint;
  filings: number;
  loans: number;
}
type Row = Cover & { bankCode: string; state: string };

/** Positions as they follow from every loan with a filing in force, without the positions that are kept. */
async function recomputed(): Promise<Map<string, Sums>> {
  const rows = await loans.query<Row>(
    `select f.bank_code as "bankCode", f.pool_code as "poolCode", f.filed_fen as "filedFen", f.coverage_mode as "coverageMode",
            f.is_compensated as "isCompensated", f.filing_no as "filingNo", f.lapses_after as "lapsesAfter", l.state
       from loan_filing f join loan l using (bank_code, due_bill_no) where f.status = 'confirmed'`,
  );
  const sums = new Map<string, Sums>();
  for (const { bankCode, state, ...cover } of rows)
    for (const key of [`${cover.poolCode} `, `${cover.poolCode} ${bankCode}`]) {
      const one = contributionOf(readCanonicalLoan(state), cover);
      const sum = sums.get(key) ?? { heldFen: 0n, coveredFen: 0n, badFen: 0n, filings: 0, loans: 0 };
      sums.set(key, {
        heldFen: sum.heldFen + one.heldFen,
        coveredFen: sum.coveredFen + one.coveredFen,
        badFen: sum.badFen + one.badFen,
        filings: sum.filings + one.filings,
        loans: sum.loans + one.loans,
      });
    }
  return sums;
}

async function kept(): Promise<Map<string, Sums>> {
  const rows = await loans.query<Sums & { key: string }>(
    `select pool_code || ' ' || bank_code as key, held_fen as "heldFen", covered_fen as "coveredFen", bad_fen as "badFen",
            filings, loans from covered_position`,
  );
  return new Map(rows.map(({ key, ...sums }) => [key, sums]));
}

const sortedOf = (sums: Map<string, Sums>) =>
  [...sums].filter(([, { filings }]) => filings > 0).sort(([a], [b]) => (a < b ? -1 : 1));

/** A stream of its own for each seed: the same numbers again for the same one (Lehmer, modulus 2^31−1). */
function numbers(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = Number((BigInt(state) * 48_271n) % 2_147_483_647n);
    return state % below;
  };
}

/** The life of one due bill, cut somewhere and with something amiss. */
function lifeOf(dueBillNo: string, n: number, pick: (below: number) => number) {
  const amount = 10_000_000 + pick(100_000_000);
  const part = 1 + pick(amount - 1);
  const id = (step: number) => ({ dueBillNo, eventId: `${dueBillNo}-${step}` });
  const filing = filed('2021-05-30', amount, id(0));
  const life = [
    { ...filing, data: { ...filing.data, uscc: creditCodeNo(n % 12) } },
    disbursed('2021-06-01', amount, id(1)),
    repaid('2021-06-10', part, amount - part, id(2)),
    pick(2)
      ? overdue('2021-12-01', amount - part, 20 + pick(120), id(3))
      : reversed('2021-12-01', `${dueBillNo}-2`, id(3)),
    repaid('2021-12-20', amount - part, 0, id(4)),
    settled('2021-12-21', id(5)),
    reversed('2021-12-22', `${dueBillNo}-${pick(5)}`, id(6)),
  ].slice(0, 1 + pick(7));
  // Some come out of order.
  if (pick(3) === 0) life.reverse();
  return life;
}

describe('the position of a pool', () => {
  it(`never drifts from what its loans add up to, whatever the banks send [seed ${SEED}]`, async () => {
    const pick = numbers(SEED);
    for (let round = 0; round < 12; round += 1) {
      const bank = pick(2) ? BANK : OTHER_BANK;
      const lives = Array.from({ length: 6 }, (_, n) => lifeOf(`r${round}-${n}`, round * 6 + n, pick));
      const events = lives.flat().map((event) => ({ ...event, bankCode: bank }));
      const half = Math.ceil(events.length / 2);
      for (const part of [events.slice(0, half), events.slice(half)])
        if (part.length > 0) {
          const sent = await loans.message({ events: part }, { path: BATCH, secret: loans.secretOf(bank) });
          expect(sent.status).toBe(200);
        }
      expect(sortedOf(await kept())).toEqual(sortedOf(await recomputed()));
    }
    const sums = await kept();
    expect(sums.get(`${POOL} `)?.heldFen).toBeGreaterThan(0n);
  }, 60_000);

  it('counts a loan again that was filed twice by no more than its one filing', async () => {
    const before = await kept();
    await loans.message({ ...filed('2021-05-30', 1_000), dueBillNo: 'r0-0', eventId: 'another' });
    expect(await kept()).toEqual(before);
  });
});
