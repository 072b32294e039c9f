import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf, repaid, reversed } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { SEED } from '../fixture/loan-terms.js';
import { LoanModel, randomFrom } from '../fixture/sharing-model.js';
import type { TestLoans } from '../fixture/test-loans.module.js';

const LOANS = 4;
const STEPS = 60;

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;
beforeAll(async () => {
  ({ loans, desk } = await openDesk(clock));
}, 60_000);
afterAll(() => loans.stop());

interface Followed {
  dueBillNo: string;
  claimNo: string;
  model: LoanModel;
}

const dayOf = (month: string, n: number) => `2021-${month}-${String(10 + n).padStart(2, '0')}`;

/** What a random step tells the service, and the model. */
function step({ dueBillNo, model }: Followed, no: number, random: (below: number) => number): object {
  const eventId = `${dueBillNo}-${no}`;
  const ids = { dueBillNo, eventId };
  const standing = model.standing();
  const kind = random(10);
  const target = standing[random(standing.length)];
  if (kind < 3 && target !== undefined) {
    model.takeBack(target);
    return reversed('2021-10-20', target, ids);
  }
  // Sums of their own: two alike of one day would be suspected to be one.
  if (kind < 5 && model.lossFen > 20_000_000n) {
    const fen = 1 + random(10_000_000) * 100 + no;
    model.repayBefore(eventId, BigInt(fen % 15_000_000));
    return repaid(dayOf('09', random(15)), fen % 15_000_000, 1, ids);
  }
  const fen = 1 + random(kind === 9 ? 400_000_000 : 30_000_000);
  model.receive(eventId, BigInt(fen));
  const receivedOn = dayOf('10', random(10));
  return bodyOf(
    'loan.recovered',
    receivedOn,
    { grossFen: fen, costFen: 0, channel: 'CASH', receivedOn },
    ids,
  );
}

async function seenOf(claimNo: string) {
  const book = (await desk.recoveries(claimNo)) as {
    compensation: { lossFen: number; layers: { amountFen: number }[] };
    epochs: { burdens: { amountFen: number }[] }[];
    recoveries: { poolFen: number; othersFen: number; excessFen: number }[];
  };
  const sumOf = (fens: number[]) => fens.reduce((sum, fen) => sum + fen, 0);
  return {
    lossFen: book.compensation.lossFen,
    paidFen: sumOf(book.compensation.layers.map(({ amountFen }) => amountFen)),
    poolHadFen: sumOf(book.recoveries.map(({ poolFen }) => poolFen)),
    bankHadFen: sumOf(book.recoveries.map(({ othersFen }) => othersFen)),
    excessFen: sumOf(book.recoveries.map(({ excessFen }) => excessFen)),
    epochs: book.epochs.map(({ burdens }) => burdens.map(({ amountFen }) => amountFen)),
  };
}

const expectedOf = ({ lossFen, paidFen, poolHadFen, bankHadFen, excessFen, epochs }: LoanModel) => ({
  lossFen: Number(lossFen),
  paidFen: Number(paidFen),
  poolHadFen: Number(poolHadFen),
  bankHadFen: Number(bankHadFen),
  excessFen: Number(excessFen),
  epochs: epochs.map(({ poolWeight, bankWeight }) => [Number(poolWeight), Number(bankWeight)]),
});

describe('an independent ledger in memory', () => {
  it(`agrees with the service after each of ${STEPS} random facts (I-02, I-14, I-15, I-20) [seed ${SEED}]`, async () => {
    const random = randomFrom(SEED);
    const followed: Followed[] = [];
    for (let n = 0; n < LOANS; n += 1) {
      const dueBillNo = `model-${n}`;
      const lossFen = 100_000_000 + random(300_000_000);
      await desk.overdueLoan(dueBillNo, lossFen);
      const claimNo = await desk.paid(lossFen, { dueBillNo });
      followed.push({ dueBillNo, claimNo, model: new LoanModel(BigInt(lossFen), 8_000n) });
    }
    clock.to('2021-10-20');
    for (let no = 0; no < STEPS; no += 1) {
      const one = followed[random(LOANS)]!;
      await desk.say(step(one, no, random));
      await desk.look();
      expect(await seenOf(one.claimNo)).toEqual(expectedOf(one.model));
    }
    const { accounts, cashFen } = (await desk.get('/v1/pools/KDT-SZ/balances')) as {
      cashFen: number;
      accounts: { account: string; balanceFen: number }[];
    };
    const balanceOf = (prefix: string) =>
      accounts.reduce((sum, each) => (each.account.startsWith(prefix) ? sum + each.balanceFen : sum), 0);
    const total = (of: (model: LoanModel) => bigint) =>
      Number(followed.reduce((sum, { model }) => sum + of(model), 0n));
    expect(balanceOf('COMP_PAID.')).toBe(total(({ paidFen }) => paidFen));
    expect(balanceOf('RECOVERY_RECEIVED.')).toBe(-total(({ poolHadFen }) => poolHadFen));
    expect(accounts.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(0);
    const [position] = await loans.query<{ unrecoveredFen: bigint }>(
      `select unrecovered_fen as "unrecoveredFen" from covered_position where pool_code = 'KDT-SZ' and bank_code = ''`,
    );
    expect(position?.unrecoveredFen).toBe(BigInt(total(({ paidFen, poolHadFen }) => paidFen - poolHadFen)));
    expect(cashFen).toBeLessThan(5_000_000_000);
  }, 120_000);
});
